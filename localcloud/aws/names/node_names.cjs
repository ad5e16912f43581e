// Loaded first by every Node process of a build: connections to AWS's names go to the local cloud instead.
//
// The SDK of the second version ignores AWS_ENDPOINT_URL, and no SDK for JavaScript looks at a proxy. Every connection
// of Node, TLS or not, goes through this one method; the name stays what it was in TLS and in the request.
'use strict';

const net = require('net');

const port = Number(process.env.LOCALCLOUD_NAMES_PORT);
// Of distributions those of this machine, as `hosts.py` knows them.
const ofAws =
  /^(?:(?:.+\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws)|d111111[a-z0-9]{7}\.cloudfront\.net)\.?$/i;

if (port) {
  const connect = net.Socket.prototype.connect;
  const here = (options) => ({ ...options, host: '127.0.0.1', port, lookup: undefined });
  const isOfAws = (options) => options !== null && typeof options === 'object' && ofAws.test(String(options.host));

  net.Socket.prototype.connect = function connectByName(...given) {
    const [first] = given;
    if (Array.isArray(first) && isOfAws(first[0])) {
      first[0] = here(first[0]);
    } else if (isOfAws(first)) {
      given[0] = here(first);
    } else if (!Array.isArray(first) && ofAws.test(String(given[1]))) {
      given[0] = port;
      given[1] = '127.0.0.1';
    }
    return connect.apply(this, given);
  };
}

// The table of all results: filters, counts and the rows shown. Everything comes from the document inside the page.
'use strict';

(() => {
  const PAGE = 100;
  const PRINTED = 5000;
  const report = JSON.parse(document.getElementById('report').textContent);
  const byId = (id) => document.getElementById(id);
  const slug = (status) => status.toLowerCase().replace(/\W+/g, '-');

  const rules = new Map(report.packs.flatMap((pack) => pack.rules.map((rule) => [`${pack.name}\0${rule.id}`, rule])));
  const column = Object.fromEntries(report.results.columns.map((name, index) => [name, index]));
  const result = (pack, rule, resource, status, finding = '', stops = false, entry = null, message = '') => {
    const where = report.resources[resource];
    const id = finding ? `${rule}[${finding}]` : rule;
    const about = rules.get(`${pack}\0${rule}`);
    return {
      pack, rule, status, id, stops, entry, message, where, about,
      ruleText: `${id} ${about.description} ${about.controls.join(' ')}`.toLowerCase(),
      resourceText: `${where.path} ${where.type} ${where.logical_id} ${where.stack} ${where.source ?? ''}`.toLowerCase(),
    };
  };
  const results = report.results.rows.map((row) => result(...[
    'pack', 'rule', 'resource', 'status', 'finding', 'stops', 'acknowledgement', 'message',
  ].map((name) => row[column[name]])));
  for (const [pack, byRule] of Object.entries(report.not_applicable)) {
    for (const [rule, resources] of Object.entries(byRule)) {
      for (const resource of resources) results.push(result(pack, rule, resource, 'Not applicable'));
    }
  }
  const order = new Map(report.statuses.map((status, index) => [status, index]));
  results.sort((a, b) => Number(b.stops) - Number(a.stops) || order.get(a.status) - order.get(b.status));

  const boxes = [...document.querySelectorAll('input[name=status]')];
  let shown = [];
  let rendered = 0;

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function row(one) {
    const cell = (label, ...children) => {
      const td = element('td', {}, ...children);
      td.dataset.label = label;
      return td;
    };
    const rule = cell('Rule', element('strong', { textContent: one.id }),
      element('span', { className: 'about', textContent: one.message || one.about.description }));
    const details = element('details', {}, element('summary', { textContent: 'What to do' }),
      element('span', { className: 'about', textContent: one.about.advice }));
    if (one.about.controls.length) {
      details.append(element('span', { className: 'about', textContent: `Controls: ${one.about.controls.join(', ')}` }));
    }
    rule.append(details);
    const where = cell('Resource', element('span', { className: 'path', textContent: one.where.path }),
      element('span', { className: 'about' }, element('code', { textContent: one.where.logical_id }), ` in ${one.where.stack}`),
      element('span', { className: 'about', textContent: [one.where.type, one.where.source].filter(Boolean).join(', ') }));
    const status = cell('Status', element('span', { className: `status ${slug(one.status)}`, textContent: one.status }));
    if (one.entry !== null) {
      status.append(element('a', { className: 'about', href: `#acknowledgement-${one.entry}`, textContent: 'reason' }));
    } else if (one.stops) {
      status.append(element('span', { className: 'about', textContent: 'stops the release' }));
    }
    const pack = cell('Environment, pack', one.where.environment,
      element('span', { className: 'about', textContent: one.pack }));
    return element('tr', {}, status, rule, where, pack);
  }

  function render(upTo) {
    const rows = shown.slice(rendered, upTo).map(row);
    byId('rows').append(...rows);
    rendered += rows.length;
    byId('more').hidden = rendered >= shown.length;
    byId('more').textContent = `Show ${Math.min(PAGE, shown.length - rendered)} more of ${shown.length - rendered}`;
  }

  function filtered() {
    const environment = byId('environment').value;
    const pack = byId('pack').value;
    const rule = byId('rule').value.trim().toLowerCase();
    const resource = byId('resource').value.trim().toLowerCase();
    return results.filter((one) => (!environment || one.where.environment === environment)
      && (!pack || one.pack === pack) && one.ruleText.includes(rule) && one.resourceText.includes(resource));
  }

  function apply() {
    const candidates = filtered();
    const counts = new Map(report.statuses.map((status) => [status, 0]));
    for (const { status } of candidates) counts.set(status, counts.get(status) + 1);
    for (const box of boxes) byId(`count-${slug(box.value)}`).textContent = counts.get(box.value).toLocaleString('en');
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    shown = candidates.filter(({ status }) => wanted.has(status));
    byId('rows').replaceChildren();
    rendered = 0;
    byId('shown').textContent = shown.length.toLocaleString('en');
    byId('total').textContent = results.length.toLocaleString('en');
    render(PAGE);
  }

  function download() {
    const quoted = (value) => `"${String(value ?? '').replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
    const lines = [['environment', 'stack', 'pack', 'rule', 'controls', 'resource', 'logical id', 'type', 'status', 'source']];
    for (const one of shown) {
      lines.push([one.where.environment, one.where.stack, one.pack, one.id, one.about.controls.join(' '), one.where.path,
        one.where.logical_id, one.where.type, one.status, one.where.source]);
    }
    const text = lines.map((line) => line.map(quoted).join(',')).join('\r\n');
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    element('a', { href: address, download: 'compliance-results.csv' }).click();
    URL.revokeObjectURL(address);
  }

  byId('filters').addEventListener('input', apply);
  byId('filters').addEventListener('submit', (event) => event.preventDefault());
  byId('reset').addEventListener('click', () => { byId('filters').reset(); apply(); });
  byId('more').addEventListener('click', () => render(rendered + PAGE));
  byId('download').addEventListener('click', download);
  for (const link of document.querySelectorAll('a[data-pack]')) {
    link.addEventListener('click', () => {
      byId('filters').reset();
      byId('pack').value = link.dataset.pack;
      byId('environment').value = link.dataset.environment;
      apply();
    });
  }

  // On paper nothing can be unfolded, so everything is.
  let folded = [];
  addEventListener('beforeprint', () => {
    render(PRINTED);
    byId('printed').textContent = rendered < shown.length ? `the first ${rendered} of ${shown.length}` : `${shown.length}`;
    folded = [...document.querySelectorAll('details:not([open])')].filter((one) => !one.closest('#rows'));
    for (const one of folded) one.open = true;
  });
  addEventListener('afterprint', () => { for (const one of folded) one.open = false; });

  byId('explorer').hidden = false;
  apply();
})();

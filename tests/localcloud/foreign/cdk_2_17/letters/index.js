exports.handler = async () => ({ letters: 2 });

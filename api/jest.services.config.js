// Services over a real database, without HTTP: files of a worker share what is in it too, each with organizations of its own.
module.exports = {
  ...require('./jest.e2e.config.js'),
  testRegex: '\\.service-spec\\.ts$',
};

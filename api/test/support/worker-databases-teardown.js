module.exports = require('./worker-databases').teardown;

module.exports = require('./service-databases').teardown;

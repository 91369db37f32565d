const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Jest's own for a file of tests: its handlers of events, its time-out, how often a test is tried again. */
const OF_JEST = /JEST_STATE|EVENT_HANDLERS|TEST_TIMEOUT|RETRY/;

/**
 * The globals of tests are Node's. Jest's own environment gives each file a context behind a proxy, in which every `Math` and every `Map` is
 * looked up anew: what calculates takes several times as long there as where the product runs.
 */
class EnvironmentInOneRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  #variables = { ...process.env };

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  /** Nothing of a file of tests is left to the next. */
  async teardown() {
    this.fakeTimersModern.dispose();
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (OF_JEST.test(symbol.description)) delete globalThis[symbol];
    }
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return globalThis;
  }
}

module.exports = EnvironmentInOneRealm;

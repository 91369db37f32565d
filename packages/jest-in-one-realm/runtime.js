const { isBuiltin } = require('node:module');
const { dirname, relative, sep } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const WORKSPACE = dirname(dirname(__dirname));
/** What no test changes: libraries, and the packages of this workspace as they were built. */
const SHARED = ['node_modules', 'dist'];

/**
 * Loads what is tested anew for each file of tests, as Jest does, but compiles it as Node would without Jest; libraries are loaded by Node
 * itself, once for all files of a worker.
 */
class RuntimeInOneRealm extends Runtime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    executor.compile = (source, filename) =>
      compileFunction(source, executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
  }

  requireModule(from, name, options, isRequireActual) {
    // What Jest itself brings into a file of tests keeps that file's state, and stays Jest's to load.
    if (name && !options?.isInternalModule && !isBuiltin(name)) {
      const path = this._resolution.resolveCjs(from, name);
      // Wherever the workspace itself lies: only the folders in it say what is shared.
      const folders = relative(WORKSPACE, path).split(sep);
      if (SHARED.some((folder) => folders.includes(folder))) return require(path);
    }
    return super.requireModule(from, name, options, isRequireActual);
  }
}

module.exports = RuntimeInOneRealm;
module.exports.default = RuntimeInOneRealm;

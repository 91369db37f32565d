const Module = require('node:module');
const { dirname, relative, sep } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const WORKSPACE = dirname(dirname(__dirname));
/** What no test changes: libraries, the packages of this workspace as they were built, and what is tested. */
const SHARED = ['node_modules', 'dist', 'src'];
const IS_TEST = /spec\.ts$/;
/** For the places that faults name: a source may have been compiled for another file of tests. */
const sourceMaps = new Map();

/**
 * Loads tests anew for each file, as Jest does, but compiles them as Node would without Jest. Libraries and sources are loaded by Node itself,
 * once for all files of a worker, and stay as fast as they have become.
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
    Module._extensions['.ts'] = (module, filename) => {
      module._compile(this.transformCache.transform(filename), filename);
    };
    this.transformCache.sourceMaps = sourceMaps;
  }

  requireModule(from, name, options, isRequireActual) {
    // What Jest itself brings into a file of tests keeps that file's state, and stays Jest's to load.
    if (name && !options?.isInternalModule && !Module.isBuiltin(name)) {
      const path = this._resolution.resolveCjs(from, name);
      // Wherever the workspace itself lies: only the folders in it say what is shared.
      const folders = relative(WORKSPACE, path).split(sep);
      if (!IS_TEST.test(path) && SHARED.some((folder) => folders.includes(folder))) return require(path);
    }
    return super.requireModule(from, name, options, isRequireActual);
  }
}

module.exports = RuntimeInOneRealm;
module.exports.default = RuntimeInOneRealm;

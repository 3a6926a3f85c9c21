import childProcess, { ChildProcess } from 'node:child_process';
import CleanEnvironment from './clean-environment';

const AT_ONCE = ['spawnSync', 'execFileSync', 'execSync'] as const;

/** The surroundings of a unit test, which may start no process. A test that needs one belongs to `contract`. */
export default class PureEnvironment extends CleanEnvironment {
  private readonly allowAgain = refuseProcesses();

  override async teardown(): Promise<void> {
    this.allowAgain();
    await super.teardown();
  }
}

/** Throws until the returned function is called: the worker shares the module with other kinds of tests. */
function refuseProcesses(): () => void {
  const refuse = (): never => {
    throw new Error('A unit test starts no process. Move this one to test/contract.');
  };
  const prototype = ChildProcess.prototype as unknown as { spawn: unknown };
  const { spawn } = prototype;
  const atOnce = AT_ONCE.map((name) => [name, childProcess[name]] as const);
  // Every asynchronous way to start a process leads here.
  prototype.spawn = refuse;
  Object.assign(childProcess, Object.fromEntries(AT_ONCE.map((name) => [name, refuse])));
  return () => {
    prototype.spawn = spawn;
    Object.assign(childProcess, Object.fromEntries(atOnce));
  };
}

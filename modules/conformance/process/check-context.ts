import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderConnection } from './provider-connection';
import { ProviderProcess } from './provider-process';

/**
 * The surroundings of one check: a temporary folder that shows what the provider leaves behind, and a list of
 * everything started, so that nothing is left running.
 */
export class CheckContext {
  readonly executable: string;
  /** The provider's temporary folder. Every user may enter it, as with `/tmp`: privacy is the provider's job. */
  readonly folder = mkdtempSync(join(tmpdir(), 'conform-'));
  private readonly closers: (() => void | Promise<void>)[] = [];

  constructor(executable: string) {
    this.executable = executable;
    chmodSync(this.folder, 0o755);
  }

  /** The environment of every process of this check. */
  get environment(): Readonly<Record<string, string>> {
    return { TMPDIR: this.folder, TF_LOG: '', TF_LOG_PROVIDER: '' };
  }

  start(): ProviderProcess {
    const started = new ProviderProcess(this.executable, this.environment);
    this.closers.push(() => started.dispose());
    return started;
  }

  async connect(provider: ProviderProcess): Promise<ProviderConnection> {
    const connection = new ProviderConnection(await provider.handshake(), provider.identity);
    this.closers.push(() => connection.close());
    return connection;
  }

  /** Registers `closer` to run when the check ends. */
  onClear(closer: () => void | Promise<void>): void {
    this.closers.push(closer);
  }

  /** Ends all processes and removes all files, latest first. */
  async clear(): Promise<void> {
    for (const close of this.closers.reverse()) await close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

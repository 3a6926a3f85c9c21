import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderConnection } from './provider-connection';
import { ProviderProcess } from './provider-process';

/**
 * Where one check tries a provider: a temporary folder of its own, so that what is left behind can be seen, and a record of
 * what was started, so that nothing is left running.
 */
export class CheckContext {
  readonly executable: string;
  /** The provider's temporary folder. Every user may enter it, as with `/tmp`: privacy is the provider's own task. */
  readonly folder = mkdtempSync(join(tmpdir(), 'conform-'));
  private readonly closers: (() => void | Promise<void>)[] = [];

  constructor(executable: string) {
    this.executable = executable;
    chmodSync(this.folder, 0o755);
  }

  /** What every process of this check finds in its environment. */
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

  /** Runs `closer` when the context is cleared. */
  onClear(closer: () => void | Promise<void>): void {
    this.closers.push(closer);
  }

  /** Ends and removes everything, latest first. */
  async clear(): Promise<void> {
    for (const close of this.closers.reverse()) await close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

import { startStopwatch, systemClock } from '../../kernel';
import { startProgram } from '../../machine';
import type { Program } from '../../machine';
import { createCertificate } from '../../plugin';
import type { Certificate } from '../../plugin';
import { readHandshakeLine } from './handshake-line';
import type { HandshakeLine } from './handshake-line';
import { HOST_ENVIRONMENT } from './host-environment';

/** How long a provider may take for one call, in milliseconds; large ones need seconds to start. */
const PATIENCE_MS = 20_000;

/** How long a provider may take to exit after each signal, in milliseconds. */
const TIDY_UP_MS = 400;

/** A provider's executable, started as Terraform starts it. Call `dispose` after every start. */
export class ProviderProcess {
  readonly child: Program;
  /** The certificate offered to the provider: the only one that it may accept. */
  readonly identity: Certificate;
  stdout = '';
  stderr = '';
  private failure: Error | undefined;
  private readonly exited: Promise<unknown>;

  constructor(executable: string, environment: Readonly<Record<string, string>> = {}) {
    this.identity = createCertificate(systemClock.now(), 'client');
    const env = {
      ...process.env,
      ...HOST_ENVIRONMENT,
      PLUGIN_CLIENT_CERT: this.identity.pem,
      ...environment,
    };
    this.child = startProgram({ file: executable, args: [], env });
    this.exited = new Promise((resolve) => this.child.once('exit', resolve));
    // Without a listener, a file that is no program would end this process.
    this.child.on('error', (error) => (this.failure ??= error));
    this.child.stdout.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** True if the process is gone or never started. */
  get ended(): boolean {
    return this.failure !== undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Waits for the handshake line. Rejects if the process ends without one or takes too long. */
  async handshake(): Promise<HandshakeLine> {
    await this.until(() => this.stdout.includes('\n') || this.ended);
    if (!this.stdout.includes('\n')) throw this.inVain('it ended without a handshake line');
    return readHandshakeLine(this.stdout.slice(0, this.stdout.indexOf('\n')));
  }

  /** Resolves to the status or signal with which the process ended. */
  async exit(): Promise<number | NodeJS.Signals | null> {
    await this.until(() => this.ended);
    return this.child.exitCode ?? this.child.signalCode;
  }

  /** Resolves as soon as the condition holds; rejects with the output of the process if it does not hold in time. */
  async until(condition: () => boolean): Promise<void> {
    const elapsed = startStopwatch(systemClock);
    while (!condition()) {
      if (elapsed() > PATIENCE_MS) throw this.inVain('no handshake line in time');
      await systemClock.sleep(5);
    }
  }

  /** Ends the process if it is still running: interrupts it twice, so that it can clean up, then kills it. */
  async dispose(): Promise<void> {
    for (const signal of ['SIGTERM', 'SIGTERM', 'SIGKILL'] as const) {
      if (this.ended) break;
      this.child.kill(signal);
      await Promise.race([this.exited, systemClock.sleep(TIDY_UP_MS)]);
    }
    await this.exit();
  }

  private inVain(what: string): Error {
    const why = this.failure === undefined ? '' : ` (${this.failure.message})`;
    const said = (text: string): string => JSON.stringify(text.slice(-2_000));
    return new Error(`${what}${why}; stdout: ${said(this.stdout)}, stderr: ${said(this.stderr)}`);
  }
}

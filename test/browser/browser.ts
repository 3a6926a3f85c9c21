import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

type Answer = Readonly<Record<string, unknown>>;
interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Answer;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

/** An event of a page, such as a request or a line of its console. */
export interface BrowserEvent {
  readonly method: string;
  readonly params: Answer;
}

/**
 * A Chromium without a window and without a network, driven over two pipes: no port is open that another program could
 * connect to. See https://chromedevtools.github.io/devtools-protocol.
 */
export class Browser {
  private readonly waiting = new Map<
    number,
    { done: (answer: Answer) => void; fail: (error: Error) => void }
  >();
  private readonly listeners = new Map<string, (event: BrowserEvent) => void>();
  private sent = 0;
  private unread = '';

  private readonly process: ChildProcess;
  private readonly profile: string;

  private constructor(process: ChildProcess, profile: string) {
    this.process = process;
    this.profile = profile;
    this.output.setEncoding('utf8').on('data', (text: string) => this.read(text));
    process.on('exit', () => {
      for (const { fail } of this.waiting.values()) fail(new Error('the browser has ended'));
    });
  }

  static start(program: string): Browser {
    const profile = mkdtempSync(join(tmpdir(), 'browser-'));
    const child = spawn(
      program,
      [
        '--headless',
        '--remote-debugging-pipe',
        // Root runs it in containers, where its sandbox has no rights; it opens only files of this test.
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--host-resolver-rules=MAP * ~NOTFOUND',
        `--user-data-dir=${profile}`,
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: profile } },
    );
    return new Browser(child, profile);
  }

  /** Opens a tab and returns the name of its session. */
  async open(listener: (event: BrowserEvent) => void): Promise<string> {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    this.listeners.set(String(sessionId), listener);
    return String(sessionId);
  }

  send(method: string, params: Answer = {}, sessionId?: string): Promise<Answer> {
    this.sent += 1;
    const id = this.sent;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    // It may end before it answers.
    await this.send('Browser.close').catch(() => undefined);
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private read(text: string): void {
    const messages = (this.unread + text).split('\0');
    this.unread = messages.pop() ?? '';
    for (const one of messages) this.take(JSON.parse(one) as Message);
  }

  private take({ id, sessionId = '', method, params = {}, result = {}, error }: Message): void {
    if (id === undefined) {
      if (method !== undefined) this.listeners.get(sessionId)?.({ method, params });
      return;
    }
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) asked?.done(result);
    else asked?.fail(new Error(error.message));
  }

  private get input(): Writable {
    return this.process.stdio[3] as Writable;
  }

  private get output(): Readable {
    return this.process.stdio[4] as Readable;
  }
}

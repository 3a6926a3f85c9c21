import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserEvent } from './browser';

const LOOKS = readFileSync(join(__dirname, 'looks.js'), 'utf8');

export interface View {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  readonly height?: number;
}

/** An element as a screen reader gets it. */
export interface SpokenElement {
  readonly role: string;
  readonly name: string;
  readonly description: string;
}

interface AccessibilityNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly description?: { readonly value: string };
}

/** A page in a browser, as one person sees it. */
export class Page {
  private readonly browser: Browser;
  private readonly session: string;
  private readonly events: readonly BrowserEvent[];

  private constructor(browser: Browser, session: string, events: readonly BrowserEvent[]) {
    this.browser = browser;
    this.session = session;
    this.events = events;
  }

  /** Opens a file. */
  static async open(browser: Browser, file: string, { scheme, width, height = 900 }: View): Promise<Page> {
    const events: BrowserEvent[] = [];
    let loaded: () => void = () => undefined;
    const load = new Promise<void>((resolve) => (loaded = resolve));
    const session = await browser.open((event) => {
      events.push(event);
      if (event.method === 'Page.loadEventFired') loaded();
    });
    const page = new Page(browser, session, events);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await page.send(`${domain}.enable`);
    await page.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: width < 600,
    });
    await page.prefer({ 'prefers-color-scheme': scheme });
    await page.send('Network.emulateNetworkConditions', {
      offline: true,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    await page.send('Page.navigate', { url: pathToFileURL(file).href });
    await load;
    return page;
  }

  prefer(features: Readonly<Record<string, string>>, media = ''): Promise<unknown> {
    return this.send('Emulation.setEmulatedMedia', {
      media,
      features: Object.entries(features).map(([name, value]) => ({ name, value })),
    });
  }

  /** Returns the addresses that the page asked for, and the first of them is its own. */
  get requests(): readonly string[] {
    return this.events
      .filter(({ method }) => method === 'Network.requestWillBeSent')
      .map(({ params }) => (params['request'] as { url: string }).url);
  }

  /** Returns what went wrong, in the browser's words. */
  get complaints(): readonly string[] {
    const complaints = ['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded'];
    return this.events
      .filter(({ method }) => complaints.includes(method))
      .map(({ params }) => JSON.stringify(params));
  }

  /** Asks one of the questions of `looks.js`, whose answers are plain data. */
  async look(question: string, ...given: readonly unknown[]): Promise<unknown> {
    const argv = given.map((one) => JSON.stringify(one)).join(',');
    return this.evaluate(`${LOOKS};looks.${question}(${argv})`);
  }

  /** Runs a script in the page and returns its result, which is plain data. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value?: unknown }).value;
  }

  async press(key: 'Tab' | 'Enter'): Promise<void> {
    const code = { Tab: 9, Enter: 13 }[key];
    const event = { key, code: key, windowsVirtualKeyCode: code, ...(key === 'Enter' && { text: '\r' }) };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  /** Returns the accessibility tree in the order of the page. */
  async spoken(): Promise<readonly SpokenElement[]> {
    const { nodes } = await this.send('Accessibility.getFullAXTree');
    return (nodes as readonly AccessibilityNode[])
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, description }) => ({
        role: role?.value ?? '',
        name: name?.value ?? '',
        description: description?.value ?? '',
      }));
  }

  /** Prints the page and returns the PDF. */
  async print(): Promise<Buffer> {
    const { data } = await this.send('Page.printToPDF', { printBackground: true, preferCSSPageSize: true });
    return Buffer.from(String(data), 'base64');
  }

  private send(method: string, params: Readonly<Record<string, unknown>> = {}) {
    return this.browser.send(method, params, this.session);
  }
}

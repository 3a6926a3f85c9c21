import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../kernel';
import { signalGroup, startInBackground } from '../../machine';
import type { BackgroundProgram } from '../../machine';
import { KeptAnswers } from './kept-answers';

/** The provider's own words on where and how it is reached; the rest of them is Terraform's. */
interface Offer {
  readonly Addr?: { readonly Network: string; readonly String: string };
}

export interface KeptAwsProviderOptions {
  /** Folder of a synthesised stack that uses the provider. */
  readonly stack: string;
  /** Folder for what the provider prints. */
  readonly work: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Ends the provider as soon as its own input ends, however this process does. Its first argument is the executable. */
const SCRIPT = `exec 3<&0
(cat <&3; kill -INT $$) >/dev/null 2>&1 &
exec 3<&- "$0" -debug </dev/null`;

/** What a provider prints that is started by hand: https://developer.hashicorp.com/terraform/plugin/debugging */
const OFFER = /TF_REATTACH_PROVIDERS='(\{.*\})'/;
/** OpenTofu looks for the provider under the name of its own registry. */
const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'];
/** Beside Terraform's own environment. */
const OWN: NodeJS.ProcessEnv = {
  // With certificates of one's own it cannot be configured twice, and the local cloud needs none.
  AWS_CA_BUNDLE: undefined,
  // Started by hand, it logs every step of every call.
  TF_LOG_SDK: 'ERROR',
  TF_LOG_PROVIDER: 'ERROR',
};
const START_MS = 30_000;
const STOP_MS = 3_000;

/**
 * The official AWS provider as one process for every Terraform command of the demo. Terraform would start it anew two or
 * three times per command, and most of a command's processor time is the start. Every command configures the process
 * itself, so what Terraform does is the same. This process answers for it what it has answered before, so Terraform must not be
 * waited for synchronously.
 */
export class KeptAwsProvider {
  /** Points Terraform at the process. Empty while there is none, so that Terraform starts the provider as usual. */
  environment: NodeJS.ProcessEnv = {};
  private readonly options: KeptAwsProviderOptions;
  private process: { readonly child: BackgroundProgram; readonly ended: Promise<void> } | undefined;
  private answers: KeptAnswers | undefined;

  constructor(options: KeptAwsProviderOptions) {
    this.options = options;
  }

  /** Starts it unless it was started before or is not installed yet. If it does not come up, the environment stays empty. */
  async start(): Promise<void> {
    const { stack, work, env, signal } = this.options;
    const file = this.process === undefined ? executableIn(stack) : undefined;
    if (file === undefined) return;
    mkdirSync(work, { recursive: true });
    const logFile = join(work, 'aws-provider.log');
    const log = openSync(logFile, 'w');
    const child = startInBackground(
      // Where Terraform would start it: the paths of the stack's assets are relative.
      { file: 'sh', args: ['-c', SCRIPT, file], env: { ...env, ...OWN }, directory: stack },
      { input: true, log },
    );
    closeSync(log);
    child.stdin?.on('error', () => undefined);
    const ended = new Promise<void>((resolve) => child.once('exit', resolve).once('error', () => resolve()));
    this.process = { child, ended };
    const deadline = systemClock.now() + START_MS;
    const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
    while (child.pid !== undefined && !hasEnded() && !signal.aborted && systemClock.now() < deadline) {
      const offer = OFFER.exec(readFileSync(logFile, 'utf8'))?.[1];
      if (offer !== undefined) {
        this.environment = environmentOf(await this.inFront(offer));
        return;
      }
      await systemClock.sleep(50);
    }
  }

  /** Puts what keeps answers in front of the provider. Returns where Terraform is to look for it. */
  private async inFront(offer: string): Promise<Offer> {
    const [how] = Object.values(JSON.parse(offer) as Readonly<Record<string, Offer>>);
    const { Addr: address } = how ?? {};
    if (address?.Network !== 'unix') return how ?? {};
    const socket = `${address.String}-kept`;
    this.answers = await KeptAnswers.start(address.String, socket);
    return { ...how, Addr: { ...address, String: socket } };
  }

  /** Resolves when the process has ended. */
  async stop(): Promise<void> {
    this.environment = {};
    await this.answers?.stop();
    if (this.process === undefined) return;
    const { child, ended } = this.process;
    child.stdin?.end();
    const giveUp = new AbortController();
    const patience = systemClock.sleep(STOP_MS, giveUp.signal).then(
      () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL'),
      () => undefined,
    );
    await ended;
    giveUp.abort();
    await patience;
  }
}

function environmentOf(how: Offer): NodeJS.ProcessEnv {
  const offers = Object.fromEntries(HOSTS.map((host) => [`${host}/hashicorp/aws`, how]));
  return { TF_REATTACH_PROVIDERS: JSON.stringify(offers) };
}

/** The executable that is linked into the stack, or that an earlier `terraform init` downloaded. */
function executableIn(stack: string): string | undefined {
  return ['terraform.d/plugins', '.terraform/providers']
    .flatMap((root) => HOSTS.map((host) => join(stack, root, host, 'hashicorp', 'aws')))
    .flatMap((versions) => childrenOf(versions).flatMap(childrenOf).flatMap(childrenOf))
    .find((file) => /[\\/]terraform-provider-aws[^\\/]*$/.test(file));
}

const childrenOf = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];

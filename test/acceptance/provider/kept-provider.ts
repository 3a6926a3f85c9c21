import { PluginHost } from '../../protocol/plugin/plugin-host';

const ADDRESS = 'registry.terraform.io/tuneform/tuneform';
const CONNECT_MS = 20_000;

export type ProviderEnvironment = Readonly<Record<string, string>>;

/** A built provider that runs for as long as the tests of a file, and every Terraform command uses. */
export interface KeptProvider {
  /** What points Terraform at it. */
  readonly environment: ProviderEnvironment;
  /** Whether the process is gone. */
  readonly ended: boolean;
  /** Ends it without asking. */
  kill(): void;
  stop(): Promise<void>;
}

/**
 * Starts a provider as Terraform does, only without TLS, which Terraform's contract for providers that run already does not
 * have. Each Terraform command configures it anew, so that no two with different configurations may run at a time. For tests
 * that are not about how a provider starts and ends: most of a command's processor time is spent on that.
 */
export async function keepProvider(
  executable: string,
  environment: ProviderEnvironment = {},
): Promise<KeptProvider> {
  const host = new PluginHost(executable, { ...environment, PLUGIN_CLIENT_CERT: '' });
  try {
    const { socketPath } = await host.handshake();
    // An open connection: a provider without a connection ends.
    const client = await host.client('plaintext');
    await new Promise<void>((resolve, reject) => {
      client.waitForReady(Date.now() + CONNECT_MS, (error) =>
        error === undefined ? resolve() : reject(error),
      );
    });
    const reattach = {
      Protocol: 'grpc',
      ProtocolVersion: 6,
      Pid: host.child.pid,
      Test: true,
      Addr: { Network: 'unix', String: socketPath },
    };
    return {
      environment: { TF_REATTACH_PROVIDERS: JSON.stringify({ [ADDRESS]: reattach }) },
      get ended() {
        return host.ended;
      },
      kill: () => void host.child.kill('SIGKILL'),
      stop: () => host.dispose(),
    };
  } catch (error) {
    await host.dispose();
    throw error;
  }
}

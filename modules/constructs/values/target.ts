/** Where a stack is deployed: an account of AWS, or the local cloud on this machine's loopback. */
export type Target = LocalTarget | AwsTarget;

export interface LocalTarget {
  readonly kind: 'local';
  /** Base URL of the local cloud; always on loopback. */
  readonly url: string;
  readonly region: string;
  readonly account: string;
  /** The local cloud's own pair. It opens nothing but a loopback port and is no secret. */
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface AwsTarget {
  readonly kind: 'aws';
  readonly region: string;
  /** 12 digits. Absent: asked of STS when Terraform runs. */
  readonly account?: string;
  /** Named profile of the AWS configuration. Absent: the usual credential chain. */
  readonly profile?: string;
}

/** Makes targets. */
export const Target = {
  /** The local cloud. `url` must be on loopback: nothing of a local run leaves the machine. */
  local(options: { readonly url?: string; readonly region?: string } = {}): LocalTarget {
    const url = options.url ?? 'http://127.0.0.1:4747';
    if (!isLoopback(url)) {
      throw new Error(
        `The local cloud's URL must be on loopback, such as http://127.0.0.1:4747, not '${url}'.`,
      );
    }
    return {
      kind: 'local',
      url: url.replace(/\/+$/, ''),
      region: options.region ?? 'us-east-1',
      account: '000000000000',
      accessKey: 'TUNEFORMLOCAL',
      secretKey: 'tuneform-local-cloud',
    };
  },

  /** AWS itself. */
  aws(options: { readonly region: string; readonly account?: string; readonly profile?: string }): AwsTarget {
    return { kind: 'aws', ...options };
  },
} as const;

/** True for an http URL whose host can only be this machine. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  return (
    protocol === 'http:' &&
    (/^127(\.\d{1,3}){3}$/.test(hostname) || ['localhost', '[::1]'].includes(hostname))
  );
}

import { createHash } from 'node:crypto';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import type { ClientSettings } from './running-cloud';

export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

export const digestOf = (bytes: string | Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Speaks the distribution protocol by hand, so that a test can say exactly what goes over the wire. */
export class RegistryClient {
  readonly repository: string;
  private readonly url: string;
  private readonly token: string;

  constructor(url: string, repository: string, token: string) {
    this.url = url;
    this.repository = repository;
    this.token = token;
  }

  /** Logs in as `docker login` does with `aws ecr get-login-password`. */
  static async login(settings: ClientSettings, repository: string): Promise<RegistryClient> {
    const { authorizationData } = await new ECRClient(settings).send(new GetAuthorizationTokenCommand({}));
    return new RegistryClient(
      settings.endpoint,
      repository,
      authorizationData?.[0]?.authorizationToken ?? '',
    );
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const address = path.startsWith('/') ? path : `/v2/${this.repository}/${path}`;
    return fetch(this.url + address, {
      ...init,
      headers: { authorization: `Basic ${this.token}`, ...(init.headers as object) },
    });
  }

  async pushBlob(bytes: string | Buffer): Promise<string> {
    const digest = digestOf(bytes);
    const answer = await this.fetch(`blobs/uploads/?digest=${digest}`, {
      method: 'POST',
      body: bytes as string,
    });
    if (answer.status !== 201) throw new Error(`blob refused: ${await answer.text()}`);
    return digest;
  }

  pushManifest(reference: string, manifest: string, type = OCI_MANIFEST): Promise<Response> {
    return this.fetch(`manifests/${reference}`, {
      method: 'PUT',
      body: manifest,
      headers: { 'content-type': type },
    });
  }

  /** Pushes an image of one layer; returns its manifest text and digest. */
  async pushImage(
    tag: string,
    content: string,
  ): Promise<{ readonly manifest: string; readonly digest: string }> {
    const config = JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: { content } } });
    const part = (mediaType: string, bytes: string) => ({
      mediaType,
      digest: digestOf(bytes),
      size: bytes.length,
    });
    await this.pushBlob(config);
    await this.pushBlob(content);
    const manifest = JSON.stringify(
      {
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        config: part('application/vnd.oci.image.config.v1+json', config),
        layers: [part('application/vnd.oci.image.layer.v1.tar+gzip', content)],
      },
      null,
      3,
    );
    const answer = await this.pushManifest(tag, manifest);
    if (answer.status !== 201) throw new Error(`manifest refused: ${await answer.text()}`);
    return { manifest, digest: digestOf(manifest) };
  }
}

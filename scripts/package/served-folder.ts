import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../../modules/kernel';
import { createCertificate } from '../../modules/plugin/process/certificate';

export interface ServedFolder {
  readonly url: string;
  /** PEM of the one authority that vouches for the server. */
  readonly authority: string;
  /** Path and status of every answer. */
  readonly answers: readonly string[];
  close(): Promise<void>;
}

/** Serves a folder's files over HTTPS on loopback, as any web server would serve a mirror. */
export async function serveFolder(folder: string, work: string): Promise<ServedFolder> {
  const { pem, keyPem } = createCertificate(systemClock.now());
  mkdirSync(work, { recursive: true });
  const authority = join(work, 'authority.pem');
  writeFileSync(authority, pem);
  const answers: string[] = [];
  const server = createServer({ cert: pem, key: keyPem }, (request, response) => {
    const path = new URL(request.url ?? '/', 'https://localhost').pathname;
    const content = contentOf(join(folder, path));
    answers.push(`${path} ${content === undefined ? '404' : '200'}`);
    if (content === undefined) return void response.writeHead(404).end();
    const type = path.endsWith('.json') ? 'application/json' : 'application/zip';
    response.writeHead(200, { 'content-type': type, 'content-length': content.length }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${String(port)}/`,
    authority,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

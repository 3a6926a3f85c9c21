import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResult } from '../../machine';
import { lastLines, type BuiltImage } from './build-with';
import { findManifest } from '../registry/find-manifest';
import { imageError } from '../image-error';
import type { PushedImage, PushRequest } from '../registry/push-request';
import { registryFailure } from '../registry/registry-failure';
import { parseRepositoryUrl, type RepositoryAddress } from '../registry/repository-address';
import { runBuilder } from './run-builder';

/**
 * Pushes an image with its builder. Passes the credentials through a file in a private folder, which it deletes afterwards:
 * never through arguments, which every user of the machine can read, nor into the builder's own login.
 */
export async function pushBuiltImage(image: BuiltImage, request: PushRequest): Promise<PushedImage> {
  const address = parseRepositoryUrl(request.repositoryUrl);
  // mkdtemp creates a folder that only its owner can read.
  const folder = await mkdtemp(join(tmpdir(), 'tuneform-push-'));
  try {
    await writeFile(join(folder, 'config.json'), JSON.stringify(authFile(address, request)), { mode: 0o600 });
    const push = image.builder.name === 'docker' ? pushWithDocker : pushWithBuildah;
    const digest = await push({ image, address, request, folder });
    const found = await findManifest({ ...request, reference: digest });
    if (found === undefined) {
      throw imageError(
        'IMAGE_PUSH_FAILED',
        `${image.builder.name} pushed ${digest}, but ${address.url} does not contain it. Check that no other program deletes images there, ` +
          'and apply again.',
      );
    }
    return { digest, size: found.size, imageUri: `${address.url}@${digest}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Push {
  readonly image: BuiltImage;
  readonly address: RepositoryAddress;
  readonly request: PushRequest;
  /** Private folder with `config.json`. */
  readonly folder: string;
}

/** buildah and podman take the same arguments. */
async function pushWithBuildah({ image, address, request, folder }: Push): Promise<string> {
  const digestFile = join(folder, 'digest');
  const result = await run(image, request, [
    'push',
    '--authfile',
    join(folder, 'config.json'),
    '--digestfile',
    digestFile,
    ...(address.loopback ? ['--tls-verify=false'] : []),
    image.localName,
    `docker://${address.url}:${request.tag}`,
  ]);
  if (result.exitCode !== 0) throw failure({ image, address, request, folder }, result);
  return (await readFile(digestFile, 'utf8')).trim();
}

async function pushWithDocker(push: Push): Promise<string> {
  const { image, address, request, folder } = push;
  const name = `${address.url}:${request.tag}`;
  // --config hides the user's docker context, so pass the daemon of that context explicitly.
  const host = await run(image, request, ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  const daemon = host.exitCode === 0 && host.stdout.trim() !== '' ? ['--host', host.stdout.trim()] : [];
  const tagged = await run(image, request, ['tag', image.localName, name]);
  if (tagged.exitCode !== 0) throw failure(push, tagged);
  try {
    const result = await run(image, request, ['--config', folder, ...daemon, 'push', name]);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(result.stdout)?.[1];
    if (result.exitCode !== 0 || digest === undefined) throw failure(push, result);
    return digest;
  } finally {
    // Removes only this name; the image keeps its local name.
    await run(image, request, ['image', 'rm', name]).catch(() => undefined);
  }
}

const run = (image: BuiltImage, request: PushRequest, args: readonly string[]): Promise<RunResult> =>
  runBuilder({
    file: image.builder.executable,
    args,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });

/** The file format of `docker login`, which all three read. */
function authFile(address: RepositoryAddress, { credentials }: PushRequest): unknown {
  if (credentials === undefined) return { auths: {} };
  const auth = Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64');
  return { auths: { [address.host]: { auth } } };
}

/** Converts a builder's message. It contains the registry's error code and status as text. */
function failure({ image, address, request }: Push, { exitCode, output }: RunResult): Error {
  const refusal = REFUSALS.find(({ signs }) => signs.test(output));
  const message = output.trim().split(/\r?\n/).at(-1) ?? '';
  if (/connection refused|no such host|i\/o timeout|no route to host/i.test(message)) {
    return imageError(
      'REGISTRY_UNREACHABLE',
      `${image.builder.name} could not reach the registry ${address.host}: ${message}`,
    );
  }
  if (refusal !== undefined) {
    const text = JSON.stringify({ errors: [{ code: refusal.code, message }] });
    return registryFailure({ address, status: 0, text, doing: `pushing tag "${request.tag}"` });
  }
  return imageError(
    'IMAGE_PUSH_FAILED',
    `${image.builder.name} could not push to ${address.url}:${request.tag} (exit code ${String(exitCode)}). Correct what it reports, and ` +
      `apply again. The end of its output:\n${lastLines(output)}`,
  );
}

const REFUSALS: readonly { readonly code: string; readonly signs: RegExp }[] = [
  {
    code: 'UNAUTHORIZED',
    signs: /unauthorized|authentication required|access denied|no basic auth|forbidden/i,
  },
  { code: 'TAG_INVALID', signs: /immutable/i },
  { code: 'NAME_UNKNOWN', signs: /name unknown|name_unknown|repository with name .* does not exist/i },
];

import { failing, fine, noted } from './check';
import type { Check } from './check';

const OF = { id: 'local_cloud', title: 'Local cloud' };

/** What answers as the local cloud. */
export type SeenLocalCloud =
  | { readonly kind: 'running'; readonly url: string; readonly version: string; readonly runner: string }
  /** It does not prove that it knows the key pair in `file`; without `known` there is no pair. */
  | { readonly kind: 'unproven'; readonly url: string; readonly file: string; readonly known: boolean }
  | { readonly kind: 'silent'; readonly pid: number }
  | { readonly kind: 'none' };

/** @param version this command's. */
export function checkLocalCloud(seen: SeenLocalCloud, target: 'local' | 'aws', version: string): Check {
  const bad = target === 'local' ? failing : noted;
  switch (seen.kind) {
    case 'running':
      return seen.version === version
        ? fine(OF, `runs at ${seen.url}, version ${version}, its key pair is known${howItRuns(seen.runner)}`)
        : noted(
            OF,
            `runs at ${seen.url} in version ${seen.version}, while this command is ${version}`,
            'start it again: npx tuneform local stop && npx tuneform local start',
          );
    case 'unproven':
      return bad(
        OF,
        seen.known
          ? `the server at ${seen.url} does not know the key pair in ${seen.file}`
          : `a server answers at ${seen.url}, but there is no key pair in ${seen.file}`,
        'stop what runs there, or set TUNEFORM_LOCAL_CREDENTIALS to the file credentials in its folder',
      );
    case 'silent':
      return bad(
        OF,
        `process ${String(seen.pid)} owns its folder and does not answer`,
        'wait for it, or: npx tuneform local stop && npx tuneform local start',
      );
    case 'none':
      return target === 'aws'
        ? fine(OF, 'not running, and target aws does not need it')
        : failing(OF, 'not running', 'start it: npx tuneform local start');
  }
}

/** A runner is chosen when the local cloud starts, or by the first job of one that is part of another program. */
function howItRuns(runner: string): string {
  if (runner === '') return '';
  if (runner === 'process') return '; images run as plain processes';
  return runner === 'container' ? '; images run in containers of podman' : `; images run in ${runner}`;
}

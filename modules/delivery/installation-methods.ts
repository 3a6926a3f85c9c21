import { parseSource } from './provider-address';

/** One method of a `provider_installation` block, in the order in which they are written. */
export interface InstallationMethod {
  readonly kind: 'filesystem_mirror' | 'network_mirror' | 'direct' | 'dev_overrides';
  /** Patterns of sources; empty for all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** The folder or the URL of a mirror. */
  readonly place?: string;
  /** Folders of overridden providers by source. */
  readonly overrides: Readonly<Record<string, string>>;
}

const KINDS = ['filesystem_mirror', 'network_mirror', 'direct', 'dev_overrides'] as const;

/** Returns the methods of the `provider_installation` block of a CLI configuration; undefined if it has none. */
export function installationMethods(text: string): readonly InstallationMethod[] | undefined {
  const code = text.replace(/^\s*(#|\/\/).*$/gm, '');
  const block = bodyAfter(code, /"?provider_installation"?[\s:=[]*\{/g);
  if (block === undefined) return undefined;
  return blocksIn(block).map(({ kind, body }) => {
    const place = /"?(?:path|url)"?\s*[=:]\s*"([^"]+)"/.exec(body)?.[1];
    return {
      kind,
      include: listIn(body, 'include'),
      exclude: listIn(body, 'exclude'),
      ...(place !== undefined && { place }),
      overrides:
        kind === 'dev_overrides'
          ? Object.fromEntries(
              [...body.matchAll(/"([^"]+)"\s*[=:]\s*"([^"]+)"/g)].map(([, a = '', b = '']) => [a, b]),
            )
          : {},
    };
  });
}

/**
 * Returns whether a method is asked for a provider: it is included and not excluded.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function isAskedFor({ kind, include, exclude }: InstallationMethod, source: string): boolean {
  if (kind === 'dev_overrides') return false;
  return (
    (include.length === 0 || include.some((pattern) => matches(pattern, source))) &&
    !exclude.some((pattern) => matches(pattern, source))
  );
}

/** Returns the folder that a method puts in the place of a provider. */
export function overrideOf({ overrides }: InstallationMethod, source: string): string | undefined {
  return Object.entries(overrides).find(([name]) => matches(name, source))?.[1];
}

/** A pattern has a source's three parts, of which any may be `*`; without a host it is the public registry's. */
function matches(pattern: string, source: string): boolean {
  const [wanted, given] = [parseSource(pattern), parseSource(source)];
  return (['host', 'namespace', 'type'] as const).every(
    (part) => wanted[part] === '*' || wanted[part] === given[part],
  );
}

function blocksIn(text: string): readonly { kind: InstallationMethod['kind']; body: string }[] {
  const found = KINDS.flatMap((kind) =>
    [...text.matchAll(new RegExp(`"?\\b${kind}\\b"?[\\s:=[]*\\{`, 'g'))].map((match) => ({
      kind,
      at: match.index,
      body: untilClosed(text, match.index + match[0].length),
    })),
  );
  return found.sort((a, b) => a.at - b.at);
}

function bodyAfter(text: string, opening: RegExp): string | undefined {
  const match = opening.exec(text);
  return match === null ? undefined : untilClosed(text, match.index + match[0].length);
}

/** Returns the text up to the brace that closes the block which begins at `from`. */
function untilClosed(text: string, from: number): string {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return text.slice(from, at);
  }
  return text.slice(from);
}

function listIn(body: string, name: string): readonly string[] {
  const list = new RegExp(`"?\\b${name}\\b"?\\s*[=:]\\s*\\[([^\\]]*)\\]`).exec(body)?.[1] ?? '';
  return [...list.matchAll(/"([^"]+)"/g)].map(([, pattern = '']) => pattern);
}

import { configurationDocument, resolveConfiguration } from '../../configuration';
import type { ResolvedConfiguration, Setting } from '../../configuration';
import { canonicalJson } from '../../kernel';
import { printJson } from '../terminal/print-json';
import { renderTable } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import type { ConfigurationResolveFlags } from './flags';

/** `tuneform configuration resolve FOLDER [OVERRIDES…]` */
export function configurationResolve(
  folder: string,
  overrides: readonly string[],
  { file, provenance, hash, json }: ConfigurationResolveFlags,
  terminal: Terminal,
): void {
  const resolved = resolveConfiguration({
    folder,
    ...(file === undefined ? {} : { file }),
    overrides,
    base: terminal.workingDirectory,
  });
  if (hash === true) {
    if (json === true) printJson(terminal, { hash: resolved.hash });
    else terminal.data(resolved.hash);
  } else if (provenance !== true) {
    // Without its last newline: the terminal adds one.
    terminal.data(configurationDocument(resolved).trimEnd());
  } else if (json === true) {
    printJson(terminal, { hash: resolved.hash, provenance: resolved.provenance });
  } else {
    terminal.data(origins(resolved, terminal));
  }
}

function origins({ hash, provenance }: ResolvedConfiguration, { dataStyle }: Terminal): string {
  const rows = Object.entries(provenance).map(([key, { value, layer, source, replaced }]) => [
    key,
    canonicalJson(value),
    layer,
    source,
    replaced.map(former).join(', '),
  ]);
  const columns = ['key', 'value', 'layer', 'from', 'instead of'].map((title) => ({ title }));
  return `${renderTable(columns, rows, dataStyle)}\n\nhash ${hash}`;
}

const former = ({ value, source }: Setting['replaced'][number]): string =>
  `${canonicalJson(value)} (${source})`;

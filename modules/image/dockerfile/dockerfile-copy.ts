import { imageError } from '../image-error';
import { jsonForm, unreadable, type DockerfileStage } from './dockerfile-stage';
import type { InstructionText } from './instruction-text';

/** ADD fetches these from the network. */
const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i;
/** ADD unpacks these. */
const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz|zst|lzma))$/i;

/** Reads COPY, and ADD if it does no more than COPY would. All other forms need a builder. */
export function readCopy(stage: DockerfileStage, instruction: InstructionText): void {
  const { keyword, text, where } = instruction;
  if (instruction.hasHeredoc) throw needsBuilder(where, 'writes a file from text inside the Dockerfile');
  const mode = readFlags(instruction, stage);
  const paths = jsonForm(text)?.map((path) => stage.expand(path)) ?? stage.words(text);
  const target = paths.at(-1);
  const sources = paths.slice(0, -1);
  if (target === undefined || sources.length === 0) {
    throw unreadable(where, 'needs a source and a destination');
  }
  if (keyword === 'ADD') {
    for (const source of sources) {
      if (REMOTE.test(source)) throw needsBuilder(where, `fetches "${source}"`);
      if (ARCHIVE.test(source)) throw needsBuilder(where, `unpacks "${source}"`);
    }
  }
  const intoFolder = /(?:^|\/)\.{0,2}$/.test(target);
  if (sources.length > 1 && !intoFolder) {
    throw unreadable(where, `copies several sources, so its destination "${target}" must end in /`);
  }
  stage.steps.push({
    kind: 'copy',
    where,
    sources,
    destination: stage.resolve(target),
    intoFolder,
    ...(mode === undefined ? {} : { mode }),
  });
}

function readFlags(instruction: InstructionText, stage: DockerfileStage): number | undefined {
  let mode: number | undefined;
  for (const flag of instruction.flags) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(flag) ?? [];
    const setting = stage.expand(value ?? '');
    if (name === 'chmod' && /^0?[0-7]{3}$/.test(setting)) mode = parseInt(setting, 8);
    // Packed files belong to root anyway, and there is only one layer to link.
    else if (name === 'link' || (name === 'chown' && /^(?:0|root)(?::(?:0|root))?$/.test(setting))) continue;
    else throw needsBuilder(instruction.where, `uses ${flag}`);
  }
  return mode;
}

export const needsBuilder = (where: string, what: string): Error =>
  imageError(
    'IMAGE_NEEDS_BUILDER',
    `The Dockerfile's ${where} ${what}. Packing a folder without an image builder cannot do this. ` +
      'Install buildah, podman or docker, or use only plain COPY instructions.',
  );

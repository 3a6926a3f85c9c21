import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { needsBuilder } from './dockerfile-copy';
import { INSTRUCTIONS } from './dockerfile-instructions';
import type { InstructionText } from './instruction-text';
import type { DockerfileRecipe } from './dockerfile-recipe';
import { DockerfileStage, unreadable } from './dockerfile-stage';
import { imageError } from '../image-error';
import { parsePlatform } from '../platform';
import type { Platform } from '../platform';

export interface ReadDockerfileOptions {
  readonly platform: Platform;
  readonly buildArgs?: Readonly<Record<string, string>>;
}

/**
 * Reads a Dockerfile of one stage. Throws `IMAGE_DOCKERFILE_INVALID` for an instruction that no builder accepts and
 * `IMAGE_NEEDS_BUILDER` for one that only a builder can execute; both errors name the line.
 */
export function readDockerfile(text: string, options: ReadDockerfileOptions): DockerfileRecipe {
  const file = DockerfileParser.parse(text);
  const escape = file.getEscapeCharacter();
  const stage = new DockerfileStage(escape);
  const outer = new Map<string, string>();
  for (const node of file.getInstructions()) {
    const instruction = textOf(node, escape);
    if (instruction.keyword === 'ARG') readArg({ stage, outer, options }, instruction);
    else if (instruction.keyword === 'FROM') readFrom({ stage, outer, options }, instruction);
    else if (stage.base === '') throw unreadable(instruction.where, 'comes before FROM');
    else readStep(stage, instruction);
  }
  if (stage.base === '') {
    throw imageError('IMAGE_DOCKERFILE_INVALID', 'The Dockerfile has no FROM instruction.');
  }
  return {
    base: stage.base,
    steps: stage.steps,
    notExecuted: stage.notExecuted,
    runs: stage.runs,
    config: {
      ...stage.config,
      Env: [...stage.env].map(([name, value]) => `${name}=${value}`),
      WorkingDir: stage.workingDirectory,
      Labels: stage.labels,
    },
  };
}

interface Reading {
  readonly stage: DockerfileStage;
  /** Arguments declared before FROM; a stage gets them only after declaring them again. */
  readonly outer: Map<string, string>;
  readonly options: ReadDockerfileOptions;
}

function readStep(stage: DockerfileStage, instruction: InstructionText): void {
  const reader = INSTRUCTIONS[instruction.keyword];
  if (reader === undefined) throw unreadable(instruction.where, 'is not a known instruction');
  if (instruction.text.trim() === '') throw unreadable(instruction.where, 'has no arguments');
  reader(stage, instruction);
}

function readFrom({ stage, outer, options }: Reading, instruction: InstructionText): void {
  if (stage.base !== '') throw needsBuilder(instruction.where, 'starts a second stage');
  const own = new Map(stage.args);
  stage.args.clear();
  for (const [name, value] of outer) stage.args.set(name, value);
  stage.base = stage.words(instruction.text)[0] ?? '';
  checkPlatform(stage, options.platform, instruction);
  stage.args.clear();
  for (const [name, value] of own) stage.args.set(name, value);
  if (stage.base === '') throw unreadable(instruction.where, 'names no image');
}

/** A builder makes the image for the platform of its base, whatever was asked for; a packed image would only say another. */
function checkPlatform(stage: DockerfileStage, platform: Platform, { flags, where }: InstructionText): void {
  const [, written] =
    /^--platform=(.+)$/.exec(flags.find((flag) => flag.startsWith('--platform=')) ?? '') ?? [];
  if (written === undefined || /^\$\{?TARGETPLATFORM\}?$/.test(written)) return;
  const asked = stage.expand(written);
  if (asked === '') throw needsBuilder(where, `asks for ${written}, which only a builder knows`);
  if (parsePlatform(asked).architecture === platform.architecture) return;
  throw imageError(
    'IMAGE_PLATFORM_UNSUPPORTED',
    `The Dockerfile's ${where} asks for ${asked}, and the image is to be made for ${platform.os}/${platform.architecture}. ` +
      'Leave the flag out, or ask for the same platform in both places.',
  );
}

function readArg({ stage, outer, options }: Reading, { text }: InstructionText): void {
  for (const word of text.trim().split(/\s+(?=[A-Za-z_][A-Za-z0-9_]*(?:=|\s|$))/)) {
    const [, name = word, written] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    const before = stage.base === '';
    const value =
      options.buildArgs?.[name] ??
      (written === undefined ? undefined : stage.expand(written)) ??
      (before ? undefined : (outer.get(name) ?? targetOf(name, options.platform)));
    if (value !== undefined) (before ? outer : stage.args).set(name, value);
  }
}

/** The arguments that every builder sets by itself once they are declared. */
function targetOf(name: string, platform: Platform): string | undefined {
  const { os, architecture, variant } = platform;
  const known: Readonly<Record<string, string>> = {
    TARGETPLATFORM: variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`,
    TARGETOS: os,
    TARGETARCH: architecture,
    TARGETVARIANT: variant ?? '',
  };
  return known[name];
}

const TAKES_HEREDOC: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

function textOf(node: Instruction, escape: string): InstructionText {
  const keyword = node.getKeyword();
  const lines = (node.getRawArgumentsContent() ?? '').split(/\r?\n/);
  const hasHeredoc = TAKES_HEREDOC.has(keyword) && /<<-?["']?[A-Za-z_]/.test(lines[0] ?? '');
  const text = lines
    .filter((line, at) => at === 0 || !/^\s*#/.test(line))
    .map((line) => (line.trimEnd().endsWith(escape) ? line.trimEnd().slice(0, -1) : line))
    .join(hasHeredoc ? '\n' : '');
  const flags = 'getFlags' in node ? (node as { getFlags(): unknown[] }).getFlags().map(String) : [];
  const shown = [keyword, ...flags, text.trim()].join(' ');
  return {
    keyword,
    flags,
    text,
    hasHeredoc,
    where: `line ${String(node.getRange().start.line + 1)}, ${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown}`,
  };
}

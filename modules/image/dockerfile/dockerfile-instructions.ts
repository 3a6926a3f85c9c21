import { readCopy } from './dockerfile-copy';
import { jsonForm, unreadable, type DockerfileStage } from './dockerfile-stage';
import type { InstructionText } from './instruction-text';

type Reader = (stage: DockerfileStage, instruction: InstructionText) => void;

const commandOf = (stage: DockerfileStage, text: string): readonly string[] =>
  jsonForm(text) ?? [...stage.shell, text.trim()];

const pathsOf = (stage: DockerfileStage, text: string): readonly string[] =>
  jsonForm(text)?.map((path) => stage.expand(path)) ?? stage.words(text);

const leaveToBuilder: Reader = (stage, { keyword, flags, text }) => {
  stage.notExecuted.push([keyword, ...flags, text.trim()].join(' '));
};

const readRun: Reader = (stage, instruction) => {
  leaveToBuilder(stage, instruction);
  stage.runs.push({
    instruction: stage.notExecuted.at(-1) ?? '',
    command: commandOf(stage, bodyOf(instruction)),
    // ENV takes precedence over ARG.
    environment: { ...Object.fromEntries(stage.args), ...Object.fromEntries(stage.env) },
    workingDirectory: stage.workingDirectory,
  });
};

/** A RUN that is nothing but a here-document runs its lines. */
const bodyOf = ({ text }: InstructionText): string =>
  /^\s*<<-?(?<quote>["']?)(?<end>\w+)\k<quote>[ \t]*\n(?<body>.*\n)\s*\k<end>\s*$/s.exec(text)?.groups?.[
    'body'
  ] ?? text;

/** The effect of each instruction after FROM on the image. The caller handles FROM and ARG. */
export const INSTRUCTIONS: Readonly<Record<string, Reader>> = {
  ENV: (stage, { text, where }) => {
    for (const [name, value] of stage.pairs(text, where)) stage.env.set(name, value);
  },
  LABEL: (stage, { text, where }) => {
    Object.assign(stage.labels, Object.fromEntries(stage.pairs(text, where)));
  },
  WORKDIR: (stage, { text }) => {
    stage.workingDirectory = stage.resolve(stage.expand(text.trim()));
    stage.steps.push({ kind: 'folder', path: stage.workingDirectory });
  },
  COPY: readCopy,
  ADD: readCopy,
  ENTRYPOINT: (stage, { text }) => {
    stage.config.Entrypoint = commandOf(stage, text);
  },
  CMD: (stage, { text }) => {
    stage.config.Cmd = commandOf(stage, text);
  },
  SHELL: (stage, { text, where }) => {
    const shell = jsonForm(text);
    if (shell === undefined) throw unreadable(where, 'needs a JSON list of strings');
    stage.shell = shell;
  },
  USER: (stage, { text }) => {
    stage.config.User = stage.expand(text.trim());
  },
  STOPSIGNAL: (stage, { text }) => {
    stage.config.StopSignal = stage.expand(text.trim());
  },
  EXPOSE: (stage, { text, where }) => {
    const ports = stage.words(text).flatMap((port) => portsOf(port, where));
    stage.config.ExposedPorts = { ...stage.config.ExposedPorts, ...flagSet(ports) };
  },
  VOLUME: (stage, { text }) => {
    stage.config.Volumes = { ...stage.config.Volumes, ...flagSet(pathsOf(stage, text)) };
  },
  RUN: readRun,
  HEALTHCHECK: leaveToBuilder,
  ONBUILD: leaveToBuilder,
  MAINTAINER: (stage, { text }) => {
    stage.labels['maintainer'] ??= text.trim();
  },
};

const flagSet = (keys: readonly string[]): Record<string, Record<string, never>> =>
  Object.fromEntries(keys.map((key) => [key, {}]));

/** `8080` → `8080/tcp`; `8000-8002/udp` → three ports. */
function portsOf(text: string, where: string): string[] {
  const [, first, last, protocol] = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last ?? first);
  if (first === undefined || from < 1 || to > 65535 || to < from) {
    throw unreadable(where, `has "${text}", which is not a port`);
  }
  return Array.from(
    { length: to - from + 1 },
    (_, at) => `${String(from + at)}/${(protocol ?? 'tcp').toLowerCase()}`,
  );
}

import { withVerdict } from '../../container-check';
import type { ContainerReport, Finding, Stage, Verdict } from '../../container-check';
import type { Style } from '../terminal/style';

const MARKS: Readonly<Record<Verdict, string>> = { passes: '✔', refused: '✘', risky: '●', unseen: '○' };
const PAINT: Readonly<Record<Verdict, keyof Style>> = {
  passes: 'good',
  refused: 'bad',
  risky: 'warn',
  unseen: 'faint',
};
const STAGES: Readonly<Record<Stage, string>> = { image: 'Image', training: 'Training', serving: 'Serving' };

/** Returns the report: a line for each clause, below it what was seen and the remedy, and a sum. */
export function renderReport(report: ContainerReport, style: Style): string {
  const { image, runner, isolated, sample, notes, findings } = report;
  const how = isolated ? `in ${runner}` : 'as a plain process';
  const stages = Object.entries(STAGES).flatMap(([stage, title]) => {
    const own = findings.filter((finding) => finding.stage === stage);
    return own.length === 0 ? [] : ['', style.strong(title), ...own.map((one) => renderFinding(one, style))];
  });
  return [
    `${style.strong(image)}, run ${how}, with the ${sample}`,
    ...notes.map((note) => style.faint(note)),
    ...stages,
    '',
    sum(findings, style),
  ].join('\n');
}

function renderFinding({ verdict, clause, title, seen, line, remedy }: Finding, style: Style): string {
  const head = `${style[PAINT[verdict]](MARKS[verdict])} ${title}  ${style.faint(clause)}`;
  if (verdict === 'passes') return `${head}  ${style.faint(seen)}`;
  return [
    head,
    `  ${seen}`,
    ...(line === undefined || seen.includes(line) ? [] : [`  ${style.faint('|')} ${line}`]),
    ...(remedy === undefined ? [] : [`  ${style.faint('→')} ${remedy}`]),
  ].join('\n');
}

function sum(findings: readonly Finding[], style: Style): string {
  const count = (verdict: Verdict): number => withVerdict(findings, verdict).length;
  const parts = [
    `${String(count('passes'))} pass`,
    `${String(count('refused'))} refused`,
    `${String(count('risky'))} risky`,
    `${String(count('unseen'))} not seen`,
  ];
  return `${parts.join(', ')}. ${count('refused') === 0 ? style.good('SageMaker would run it.') : style.bad('SageMaker would refuse it.')}`;
}

import type { Finding } from '../../tuning';
import { sentences } from '../../tuning';
import type { Style } from './style';

/** Returns a finding: severity and summary with its code, then what was observed and what to do. */
export function renderFinding({ code, severity, summary, evidence, remedy }: Finding, style: Style): string {
  const paint = ({ error: 'bad', warning: 'warn', note: 'accent' } as const)[severity];
  const title = `${severity[0]?.toUpperCase() ?? ''}${severity.slice(1)}: ${summary}`;
  const text = sentences(evidence, remedy).split('\n').join('\n  ');
  return `  ${style[paint](style.strong(title))} ${style.faint(`[${code}]`)}\n  ${text}`;
}

/** The data of one check: channels for training, and a request for the server. */
export interface Sample {
  readonly channels: readonly SampleChannel[];
  readonly request: { readonly body: string; readonly contentType: string };
  /** What the sample is, for the report. */
  readonly says: string;
}

export interface SampleChannel {
  readonly name: string;
  readonly files: readonly SampleFile[];
}

export interface SampleFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}

const ROWS = 60;

/**
 * The data of a check without any: CSV as SageMaker's own algorithms read it, without a header, the label first. The label is 1 where the
 * first value exceeds the second, so that even a small learner finds something.
 */
export function builtInSample(): Sample {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const [first, second] = [((at * 37) % 101) / 100, ((at * 53 + 29) % 97) / 96];
    return [first > second ? 1 : 0, first.toFixed(2), second.toFixed(2)].join(',');
  });
  const file = (name: string, lines: readonly string[]): SampleChannel => ({
    name,
    files: [{ path: 'data.csv', content: Buffer.from(`${lines.join('\n')}\n`) }],
  });
  return {
    channels: [file('train', rows.slice(0, 40)), file('validation', rows.slice(40))],
    request: { body: '0.80,0.10\n', contentType: 'text/csv' },
    says: 'built-in sample: 60 rows of CSV, the label first, in the channels train and validation',
  };
}

import { createHash } from 'node:crypto';
import { ArtifactBucket, ChannelData } from '../../../modules/constructs';
import { fill, scratchFolder } from '../../support/scratch-folder';
import { localStack, synthesised } from './synthesised';

const folder = scratchFolder();

const upload = (
  path: string,
  remedy?: string,
): { stack: ReturnType<typeof localStack>; data: ChannelData } => {
  const stack = localStack();
  const bucket = new ArtifactBucket(stack, 'Artifacts', { name: 'artifacts' });
  const props = { bucket, prefix: 'digits/train', folder: `${folder}/${path}` };
  return {
    stack,
    data: new ChannelData(stack, 'Train', { ...props, ...(remedy === undefined ? {} : { remedy }) }),
  };
};

describe('channel data', () => {
  it('uploads every file of the folder, at any depth, named by its content', () => {
    fill(folder, {
      'two/a.csv': '1,2\n',
      'two/more/b.csv': '3,4\n',
      'two/.hidden/c.csv': 'x',
      'two/.d.csv': 'x',
    });
    const { stack } = upload('two');
    const objects = Object.values(synthesised(stack).resource?.['aws_s3_object'] ?? {});
    expect(objects).toMatchObject([
      {
        key: 'digits/train/a.csv',
        content_type: 'text/csv',
        source: expect.stringMatching(/^assets\/.*a\.csv$/) as string,
        source_hash: createHash('sha256').update('1,2\n').digest('hex'),
      },
      { key: 'digits/train/more/b.csv' },
    ]);
  });

  it('offers exactly what it uploaded as a channel that waits for the uploads', () => {
    fill(folder, { 'one/a.csv': '1,2\n' });
    const { data } = upload('one');
    expect(data.channel).toMatchObject({ prefix: 'digits/train', contentType: 'text/csv' });
    expect(data.channel.dependables).toHaveLength(1);
  });

  it('states no content type for a folder of several kinds', () => {
    fill(folder, { 'mixed/a.csv': '1', 'mixed/b.json': '{}' });
    expect(upload('mixed').data.channel.contentType).toBeUndefined();
  });

  it.each([
    ['absent', 'does not exist. Run `npm run data` first.', 'the data was never prepared'],
    [
      'empty',
      'is empty: the channel would be too. Run `npm run data` first.',
      'a job on it would fail late and paid',
    ],
    ['crowded', 'has 201 files; at most 200', 'the copy would dwarf the stack'],
  ])('rejects a folder that is %s at synth, with the construct and the remedy', (path, message) => {
    fill(folder, { 'empty/.keep': '' });
    fill(
      folder,
      Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`crowded/${String(i)}.csv`, '1'])),
    );
    const { stack } = upload(path, 'Run `npm run data` first.');
    expect(() => synthesised(stack)).toThrow(`[stack/Train] The data folder '${folder}/${path}' ${message}`);
  });
});

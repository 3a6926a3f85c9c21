import { smokeRequest } from '../../../stacks/smoke-request';
import { scratchFolder } from '../../support/scratch-folder';

describe('the smoke request', () => {
  it('is the first image of the channel without its label, answered with any digit', () => {
    const folder = scratchFolder({ 'validation.csv': '7,0,16,3\n1,2,2,2\n', 'README.md': 'x' });
    const request = smokeRequest(folder);
    expect(request).toEqual({
      contentType: 'text/csv',
      accept: 'text/csv',
      body: '0,16,3',
      expectPattern: '^[0-9](\\.0)?\\s*$',
    });
    for (const answer of ['7', '7.0\n', '0\n']) {
      expect(answer).toMatch(new RegExp(request?.expectPattern ?? ''));
    }
    for (const answer of ['', '12', 'error', '7.5']) {
      expect(answer).not.toMatch(new RegExp(request?.expectPattern ?? ''));
    }
  });

  it('is left out when there is no data to send', () => {
    expect(smokeRequest('/nowhere')).toBeUndefined();
    expect(smokeRequest(scratchFolder({ 'a.csv': '' }))).toBeUndefined();
  });
});

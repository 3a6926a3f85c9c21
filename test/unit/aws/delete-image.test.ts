import { deleteImage } from '../../../modules/aws';
import { refusal, scriptedSession } from './scripted-session';
import type { Answer } from './scripted-session';

const deleting = (BatchDeleteImage: Answer): Promise<void> =>
  deleteImage(
    scriptedSession({ BatchDeleteImage }).session,
    { repository: 'churn', digest: 'sha256:1' },
    new AbortController().signal,
  );

describe('deleting an image', () => {
  it('fails with ECR’s reason when ECR kept the image, although the request succeeded', async () => {
    const failure = {
      imageId: { imageDigest: 'sha256:1' },
      failureCode: 'ImageReferencedByManifestList',
      failureReason: 'Requested image referenced by manifest list: [sha256:2]',
    };
    await expect(deleting(() => ({ imageIds: [], failures: [failure] }))).rejects.toMatchObject({
      code: 'IMAGE_NOT_DELETED',
      message: expect.stringMatching(
        /"churn@sha256:1": Requested image referenced by manifest list: \[sha256:2\] \(ImageReferencedByManifestList\)/,
      ),
    });
  });

  it('that is gone already is a success', async () => {
    const failure = { failureCode: 'ImageNotFound', failureReason: 'Requested image not found' };
    await expect(deleting(() => ({ failures: [failure] }))).resolves.toBeUndefined();
  });

  it('from a repository that is gone already is a success', async () => {
    const gone = refusal('RepositoryNotFoundException', 'The repository does not exist');
    await expect(deleting(() => Promise.reject(gone))).resolves.toBeUndefined();
  });
});

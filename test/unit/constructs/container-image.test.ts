import { ContainerImage, ImageRepository } from '../../../modules/constructs';
import { relative } from 'node:path';
import { scratchFolder } from '../../support/scratch-folder';
import { localStack, only, outdirOf, synthesised } from './synthesised';

const folder = scratchFolder({
  'gradient-boosting/Dockerfile': 'FROM scratch\n',
  'other/gpu.Dockerfile': 'FROM scratch\n',
});

const imageOf = (path: string, props: { dockerfile?: string } = {}): ReturnType<typeof localStack> => {
  const stack = localStack();
  const repository = new ImageRepository(stack, 'Images', { name: 'images' });
  new ContainerImage(stack, 'Image', { repository, folder: `${folder}/${path}`, ...props });
  return stack;
};

describe('a container image', () => {
  it('names its folder from where Terraform runs, so that every machine plans the same', () => {
    const stack = imageOf('gradient-boosting');
    const { context, repository_url: url } = only(synthesised(stack), 'tuneform_container_image');
    expect(context).toBe(relative(`${outdirOf(stack)}/stacks/stack`, `${folder}/gradient-boosting`));
    expect(url).toMatch(/^\$\{aws_ecr_repository\..*\.repository_url\}$/);
  });

  it('builds from another Dockerfile when told', () => {
    expect(
      only(synthesised(imageOf('other', { dockerfile: 'gpu.Dockerfile' })), 'tuneform_container_image'),
    ).toMatchObject({ dockerfile: 'gpu.Dockerfile' });
  });

  it.each([
    ['nowhere', 'the folder is missing'],
    ['other', 'the folder has no Dockerfile of that name'],
  ])('rejects the folder %s at synth because %s', (path) => {
    expect(() => synthesised(imageOf(path))).toThrow(
      `[stack/Image] There is no Dockerfile in '${folder}/${path}'`,
    );
  });
});

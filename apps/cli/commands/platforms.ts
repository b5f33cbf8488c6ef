import type { Command } from 'commander';
import { addPlatformsList } from './platforms-list.ts';
import { addPlatformsOperate } from './platforms-operate.ts';
import { addPlatformsRotateSecret } from './platforms-rotate-secret.ts';
import { addPlatformsShow } from './platforms-show.ts';
import { addPlatformsTest } from './platforms-test.ts';

export function addPlatforms(program: Command): void {
  const platforms = program.command('platforms').description('the platforms that the hub delivers to');
  addPlatformsList(platforms);
  addPlatformsShow(platforms);
  addPlatformsOperate(platforms);
  addPlatformsRotateSecret(platforms);
  addPlatformsTest(platforms);
}

import { defineGrading } from '@kit/checker';
import { app } from './grading/app.ts';

/**
 * A point a step, and four for the container that answers. What has a say in a verdict
 * stands in `grading/`: a change here grades nothing anew.
 */
export default defineGrading({
  points: { serve: 4 },
  app,
  // Who starts from one of the others makes a mistake, and breaks no rule.
  admission: {
    packageHosts: [
      'pypi.org',
      'files.pythonhosted.org',
      // Of the bases of Python.
      'dl-cdn.alpinelinux.org',
      'deb.debian.org',
    ],
    bases: [
      'python',
      'almalinux',
      'alpine',
      'amazonlinux',
      'busybox',
      'debian',
      'eclipse-temurin',
      'fedora',
      'gcc',
      'golang',
      'httpd',
      'nginx',
      'node',
      'openjdk',
      'php',
      'pypy',
      'rockylinux',
      'ruby',
      'rust',
      'ubuntu',
    ],
  },
});

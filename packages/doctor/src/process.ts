import module from 'node:module';

/** The process that `bin/doctor.js` starts: it tells its exit code, and is ended then. */
module.enableCompileCache();
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
const { main } = await import('./main.ts');
process.send?.(await main(process.argv.slice(2)));

// For each file of tests: starts a simulator on a free port, runs the tests against it, and ends it.
// A file has a simulator for itself because registering gives the device another secret. The tests are a process
// of their own because Node reads NODE_EXTRA_CA_CERTS only at its start, and Alibaba's SDK has no other way to be
// told of a certificate.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const identity = {
  productKey: 'a1B2c3D4e5F',
  productSecret: 'PsPsPsPs12345678',
  deviceName: 'node_sensor',
  deviceSecret: '0123456789abcdef0123456789ABCDEF',
};

for (const file of ['interop.test.mjs', 'register.test.mjs']) {
  const code = await run(file);
  process.exitCode ||= code;
}

async function run(file) {
  const directory = mkdtempSync(join(tmpdir(), 'linkkit-interop-'));
  const caFile = join(directory, 'ca.pem');
  const storyFile = join(directory, 'story.txt');
  const { productKey, productSecret, deviceName, deviceSecret } = identity;
  const simulator = spawn('java', ['-jar', process.env.SIMULATOR_JAR, '--port', '0',
    '--product-key', productKey, '--product-secret', productSecret, '--device-name', deviceName,
    '--device-secret', deviceSecret, '--ca-file', caFile],
  { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => simulator.once('exit', resolve));
  try {
    const port = await listening(simulator, storyFile);
    return await runTests(file, { caFile, storyFile, port });
  } finally {
    simulator.kill();
    await ended;
    rmSync(directory, { recursive: true });
  }
}

function listening(simulator, storyFile) {
  const story = createWriteStream(storyFile);
  return new Promise((resolve, reject) => {
    simulator.once('error', reject);
    simulator.once('exit', (code) => reject(new Error(`The simulator ended with ${code}`)));
    createInterface({ input: simulator.stdout }).on('line', (line) => {
      story.write(`${line}\n`);
      const found = line.match(/listening on \S+ port (\d+)/);
      if (found) {
        resolve(found[1]);
      }
    });
  });
}

function runTests(file, { caFile, storyFile, port }) {
  const tests = spawn(process.execPath, ['--test', file], {
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: caFile,
      SIMULATOR_PORT: port,
      SIMULATOR_STORY: storyFile,
      SIMULATOR_IDENTITY: JSON.stringify(identity),
    },
  });
  return new Promise((resolve) => tests.once('exit', (code) => resolve(code ?? 1)));
}

// Preloaded by every npm script (`node -r`), in the oldest syntax there is: an older Node cannot even read the TypeScript files it
// was asked to run, and would say so in words that help nobody.
var needed = [22, 19];
var parts = process.versions.node.split('.').map(Number);

if (parts[0] < needed[0] || (parts[0] === needed[0] && parts[1] < needed[1])) {
  console.error(
    'Rivulet needs Node ' +
      needed.join('.') +
      ' or newer, and this is Node ' +
      process.versions.node +
      '. Run "npm ci", which brings a fitting Node on Linux and Windows, and start it with an npm script (npm start, npm test), or install a newer Node.',
  );
  process.exit(1);
}

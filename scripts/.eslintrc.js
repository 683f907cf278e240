const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');

module.exports = createConfigForRole(__dirname, 'node-library', {
  rules: {
    // These programs talk to a person in a terminal, and wait for conditions.
    'no-await-in-loop': 'off',
  },
});

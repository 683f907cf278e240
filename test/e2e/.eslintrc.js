module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // What starts a portal is in scripts, which is no package.
    '@backstage/no-relative-monorepo-imports': 'off',
  },
});

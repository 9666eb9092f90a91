// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent;

return new CommandLine().Run(args);

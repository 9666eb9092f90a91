// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent;
using Attestation.Native.LibCrypto;

LibCryptoKeys.UseWhereInstalled();
return new CommandLine().Run(args);

// SPDX-License-Identifier: Apache-2.0

using Attestation.Catalog;
using Attestation.Cli;
using Attestation.Native.LibCrypto;

LibCryptoKeys.UseWhereInstalled();
return new CommandLine(TeeCatalog.Default, Surroundings.OfProcess()).Run(args);

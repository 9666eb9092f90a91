// SPDX-License-Identifier: Apache-2.0

using Attestation.Native.LibCrypto;
using Attestation.SpirePlugin;

using Stream stdout = Console.OpenStandardOutput();
using Stream stderr = Console.OpenStandardError();

// A stray line would be taken for the handshake, or for a log line of another shape.
Console.SetOut(TextWriter.Null);
Console.SetError(TextWriter.Null);

LibCryptoKeys.UseWhereInstalled();
int code = await new PluginProgram(stdout, stderr, Environment.GetEnvironmentVariable, TimeProvider.System).RunAsync(args);

// Whatever still runs, a key that is being made for example: SPIRE waits two seconds for the process.
Environment.Exit(code);

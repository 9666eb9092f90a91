// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.TestKit;

namespace Attestation.TransparencyLog.Tests;

/// <summary>Debian's golang.org/x/mod/sumdb behind a small program: reads our logs and writes its own. Skipped where it is not installed.</summary>
internal static class GoPeer
{
    private static readonly GoProgram Program = new("tests/TransparencyLog.Tests/go", "peer", $"peer-of-{typeof(GoPeer).Assembly.GetName().Name}");

    /// <summary>What the other implementation says of a log's directory; the test is skipped where there is no Go.</summary>
    public static JsonElement Read(string directory, string verifierKey)
    {
        Assert.SkipUnless(GoProgram.CanBuild("golang.org/x/mod/sumdb/tlog"), "no Go with golang.org/x/mod (Debian: golang-go golang-golang-x-mod-dev)");
        return JsonDocument.Parse(Program.Run(directory, verifierKey)).RootElement;
    }
}

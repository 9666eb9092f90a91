// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Tests.ScriptedHost;

/// <summary>A directory of one test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sp").FullName;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

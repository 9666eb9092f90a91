// SPDX-License-Identifier: Apache-2.0

using System.Net;

namespace Attestation.Agent.Fronts;

/// <summary>A unix socket on which every segment names its sender.</summary>
/// <param name="path">The socket.</param>
internal sealed class FrontEndPoint(string path) : EndPoint
{
    public string Path => path;

    /// <inheritdoc/>
    public override string ToString() => $"unix:{path}";
}

// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Kernel;

namespace Attestation.Agent.Fronts;

/// <summary>A connection to a socket that the agent owns: every segment comes from the process that is measured (processes, section 8.1). A feature of Kestrel's connection.</summary>
internal interface IFrontConnection
{
    /// <summary>Measures the peer as it is now; the first call begins when the connection is accepted.</summary>
    /// <param name="bound">The program of the binding that it renews, which may be unlinked by now; null for a process without.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="MeasurementRefusedException">The peer is refused, or a segment came from another process.</exception>
    Task<Measurement> MeasureAsync(FileIdentity? bound, CancellationToken cancellationToken);

    /// <summary>Asks the peer's HTTP/2 layer to answer a PING, and measures again: whoever reads the answer is still the program that asked.</summary>
    /// <param name="measured">What <see cref="MeasureAsync"/> said.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="MeasurementRefusedException">It is another program by now, a segment came from another process, or nobody answered in time.</exception>
    Task ConfirmAsync(Measurement measured, CancellationToken cancellationToken);
}

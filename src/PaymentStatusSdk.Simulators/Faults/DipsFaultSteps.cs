namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>Maps the faults that other gateways have as well to the steps of Desjardins in which they exist.</summary>
internal static class DipsFaultSteps
{
    /// <summary>Returns the Desjardins steps in which a fault of other gateways exists as well.</summary>
    public static SimulatedGateway Of(SimulatedFaultKind kind) => kind switch
    {
        SimulatedFaultKind.Delay or SimulatedFaultKind.ResetHalfway or SimulatedFaultKind.TruncatedBody or SimulatedFaultKind.EmptyBody
            or SimulatedFaultKind.HtmlPage or SimulatedFaultKind.HugeBody or SimulatedFaultKind.Body or SimulatedFaultKind.LeadingNewline
            or SimulatedFaultKind.WrongId or SimulatedFaultKind.NoId
            => SimulatedGateway.Desjardins | SimulatedGateway.DesjardinsCallback,
        SimulatedFaultKind.ResetBeforeAnswer or SimulatedFaultKind.EndlessBody or SimulatedFaultKind.SlowDrip
            or SimulatedFaultKind.Status or SimulatedFaultKind.TooManyRequests
            => SimulatedGateway.Desjardins,
        SimulatedFaultKind.ByteOrderMark or SimulatedFaultKind.InvalidUtf8 or SimulatedFaultKind.WrongCharset
            or SimulatedFaultKind.NoDeclaration or SimulatedFaultKind.EntityBomb or SimulatedFaultKind.ExternalEntity
            or SimulatedFaultKind.DeepNesting or SimulatedFaultKind.WrongAmount or SimulatedFaultKind.WrongCurrency
            or SimulatedFaultKind.SuccessWithoutState or SimulatedFaultKind.UnknownState or SimulatedFaultKind.ErrorWithState
            or SimulatedFaultKind.DuplicateField or SimulatedFaultKind.ConflictingField
            or SimulatedFaultKind.OmittedEmpties or SimulatedFaultKind.BlankValues
            => SimulatedGateway.DesjardinsCallback,
        _ => SimulatedGateway.None,
    };
}

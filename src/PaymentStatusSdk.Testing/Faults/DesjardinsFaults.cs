namespace PaymentStatusSdk.Testing;

/// <summary>Which of the common faults exist on Desjardins, and in which step. Apart from the catalog, which is made of faults itself.</summary>
internal static class DesjardinsFaults
{
    /// <summary>Where on Desjardins a fault exists that other gateways have as well.</summary>
    public static SimulatedGateway Where(SimulatedFaultKind kind) => kind switch
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

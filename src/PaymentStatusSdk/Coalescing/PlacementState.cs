namespace PaymentStatusSdk.Coalescing;

/// <summary>The exchanges and the queue of a client when a query arrives.</summary>
/// <param name="HasEqual">Whether an equal query is in a sealed exchange, so that the new one must wait for its end.</param>
/// <param name="HasJoinable">Whether there is an exchange that can be joined.</param>
/// <param name="Running">The number of running exchanges.</param>
/// <param name="Waiting">The number of queries that wait for a free exchange.</param>
/// <param name="Held">The number of queries that wait for an equal query.</param>
internal readonly record struct PlacementState(bool HasEqual, bool HasJoinable, int Running, int Waiting, int Held);

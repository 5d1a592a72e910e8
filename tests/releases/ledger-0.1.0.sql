PRAGMA application_id = 1414677576;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE books (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT
;
INSERT INTO "books" VALUES('paper_balance','USDT','{"total":"9802.693710872480"}');
INSERT INTO "books" VALUES('simulated_price','BTC/USDT','{"price":"60000.00","number":0,"hold":true,"max_fill":null}');
INSERT INTO "books" VALUES('paper_balance','BTC','{"total":"0.003330001000"}');
INSERT INTO "books" VALUES('paper_counter','number','{"last":11}');
INSERT INTO "books" VALUES('paper_order','1','{"client_order_id":"7468edeb21121f9ebab948f6e30b188e","symbol":"BTC/USDT","side":"buy","order_type":"market","amount":"0.001666","price":null,"reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.001666","locked":"0","lock_currency":"USDT","at":"2026-11-20T17:30:48.802963+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','2','{"client_order_id":"7468edeb21121f9ebab948f6e30b188e","venue_order_id":"1","symbol":"BTC/USDT","side":"buy","price":"60030.02","amount":"0.001666","fee":"0.000001666000","fee_currency":"BTC","at":"2026-11-20T17:30:48.802963+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_order','3','{"client_order_id":"7468f0d41e39a982b74973976d4fbf41","symbol":"BTC/USDT","side":"sell","order_type":"limit","amount":"0.000832","price":"61230.63","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.000832","locked":"0","lock_currency":"BTC","at":"2026-11-20T17:30:48.942680+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_order','4','{"client_order_id":"74684dca2b5997c8f737ae9669dd7cb2","symbol":"BTC/USDT","side":"sell","order_type":"limit","amount":"0.000832","price":"62431.23","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.000832","locked":"0","lock_currency":"BTC","at":"2026-11-20T17:30:48.942680+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','5','{"client_order_id":"7468f0d41e39a982b74973976d4fbf41","venue_order_id":"3","symbol":"BTC/USDT","side":"sell","price":"61230.63","amount":"0.000832","fee":"0.050943884160","fee_currency":"USDT","at":"2026-11-20T17:30:48.942680+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_fill','6','{"client_order_id":"74684dca2b5997c8f737ae9669dd7cb2","venue_order_id":"4","symbol":"BTC/USDT","side":"sell","price":"62431.23","amount":"0.000832","fee":"0.051942783360","fee_currency":"USDT","at":"2026-11-20T17:30:48.942680+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_order','7','{"client_order_id":"7468dc20edeafefa0f1afb77cc207c1a","symbol":"BTC/USDT","side":"buy","order_type":"market","amount":"0.003333","price":null,"reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.003333","locked":"0","lock_currency":"USDT","at":"2026-11-20T17:30:49.164559+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','8','{"client_order_id":"7468dc20edeafefa0f1afb77cc207c1a","venue_order_id":"7","symbol":"BTC/USDT","side":"buy","price":"60030.02","amount":"0.003333","fee":"0.000003333000","fee_currency":"BTC","at":"2026-11-20T17:30:49.164559+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_order','9','{"client_order_id":"746875ce55f110897bc47c8f0090eaff","symbol":"BTC/USDT","side":"buy","order_type":"limit","amount":"0.003333","price":"59400.00","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"197.98020000","lock_currency":"USDT","at":"2026-11-20T17:30:49.165953+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_order','10','{"client_order_id":"7468e0e31017f3448372fb8061639f74","symbol":"BTC/USDT","side":"sell","order_type":"limit","amount":"0.001664","price":"61230.63","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"0.001664","lock_currency":"BTC","at":"2026-11-20T17:30:49.169832+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_order','11','{"client_order_id":"7468bf42363c7f8db8a73c760e64ffce","symbol":"BTC/USDT","side":"sell","order_type":"limit","amount":"0.001665","price":"62431.23","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"0.001665","lock_currency":"BTC","at":"2026-11-20T17:30:49.174424+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('simulated_price','ETH/USDT','{"price":"3199.993772256488","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','SOL/USDT','{"price":"149.981254977025","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','XRP/USDT','{"price":"0.599971507197","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','DOGE/USDT','{"price":"0.149985038205","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','ADA/USDT','{"price":"0.450046075696","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','LTC/USDT','{"price":"80.000232421705","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','LINK/USDT','{"price":"13.998870805871","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','AVAX/USDT','{"price":"34.999103874241","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','BNB/USDT','{"price":"580.040412342080","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','DOT/USDT','{"price":"6.000217757526","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','BTC/USDC','{"price":"65001.602413139185","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','ETH/USDC','{"price":"3199.920058576690","number":9,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','ETH/BTC','{"price":"0.049198788423","number":9,"hold":false,"max_fill":null}');
CREATE TABLE bots (
    bot_id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    reason TEXT,
    changed_at INTEGER NOT NULL,
    stats TEXT NOT NULL,
    removed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "bots" VALUES('bot-1','running',NULL,1795195848583553,'{"consecutive_losses":0,"last_entries":{"BTC/USDT":"2026-11-20T17:30:49.115314+00:00"},"last_signal_at":"2026-11-20T17:30:48.669795+00:00"}',0);
CREATE TABLE claims (
    bot_id TEXT NOT NULL,
    signal_id TEXT NOT NULL,
    receipt_id TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    symbol TEXT,
    PRIMARY KEY (bot_id, signal_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "claims" VALUES('bot-1','held','e5852da815824539866e6dbd6ae3c5b3',1795195849115314,'open','BTC/USDT');
INSERT INTO "claims" VALUES('bot-1','over','c3712a72d83c4431b89f695a1b27d56b',1795195848669795,'open','BTC/USDT');
CREATE TABLE facts (
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (position_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',0,'Opened',1795195849115314,'{"position_id":"3cdf2ceff3774fda99e48f3d050f7714","bot_id":"bot-1","signal_id":"held","symbol":"BTC/USDT","side":"long","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"200","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":null,"condition":null,"expiration":null,"dca_orders":[{"level":{"percentage":"1","price":null},"quantity_percentage":"100"}],"take_profit":[{"level":{"percentage":"2","price":null},"position_percentage":"50","trailing_distance":null},{"level":{"percentage":"4","price":null},"position_percentage":"50","trailing_distance":null}],"stop_loss":{"level":{"percentage":"3","price":null},"order_type":"STOP_LOSS_MARKET","limit":null,"cool_down_amount":0,"cool_down_time_frame":"second","cool_down_type":"timer","emergency":null,"protection_type":null,"trailing_percentage":null,"trailing_distance":null},"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-20T17:30:49.116576+00:00","accepted_price":"60000.00","send_until":"2026-11-20T17:31:49.115314+00:00"}}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',1,'EntryPlaced',1795195849150360,'{"anchor":"60000.00","base_amount":"0.003333"}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',2,'OrderIntended',1795195849150360,'{"order":{"client_order_id":"7468dc20edeafefa0f1afb77cc207c1a","purpose":"entry","leg":0,"side":"buy","order_type":"market","amount":"0.003333","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-20T17:30:49.150360+00:00","updated_at":"2026-11-20T17:30:49.150360+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',3,'OrderIntended',1795195849150360,'{"order":{"client_order_id":"746875ce55f110897bc47c8f0090eaff","purpose":"dca","leg":0,"side":"buy","order_type":"limit","amount":"0.003333","price":"59400.00","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-20T17:30:49.150360+00:00","updated_at":"2026-11-20T17:30:49.150360+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',4,'Filled',1795195849164559,'{"client_order_id":"7468dc20edeafefa0f1afb77cc207c1a","trade_id":"8","venue_order_id":"7","price":"60030.02","amount":"0.003333","fee":"0.000003333000","fee_currency":"BTC","fee_in_base":"0.000003333000","fee_in_quote":"0.20008005666000","liquidation":false}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',5,'OrderChanged',1795195849166055,'{"client_order_id":"7468dc20edeafefa0f1afb77cc207c1a","state":"filled","venue_order_id":"7","code":null,"message":null}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',6,'StopArmed',1795195849166055,'{"price":"58229.12","why":"plan","limit":null,"emergency":null,"step":0}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',7,'TargetsPriced',1795195849166055,'{"prices":["61230.63","62431.23"]}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',8,'OrderIntended',1795195849166055,'{"order":{"client_order_id":"7468e0e31017f3448372fb8061639f74","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","amount":"0.001664","price":"61230.63","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-20T17:30:49.166055+00:00","updated_at":"2026-11-20T17:30:49.166055+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',9,'OrderIntended',1795195849166055,'{"order":{"client_order_id":"7468bf42363c7f8db8a73c760e64ffce","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","amount":"0.001665","price":"62431.23","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-20T17:30:49.166055+00:00","updated_at":"2026-11-20T17:30:49.166055+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',10,'OrderChanged',1795195849169427,'{"client_order_id":"746875ce55f110897bc47c8f0090eaff","state":"open","venue_order_id":"9","code":null,"message":null}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',11,'OrderChanged',1795195849174119,'{"client_order_id":"7468e0e31017f3448372fb8061639f74","state":"open","venue_order_id":"10","code":null,"message":null}');
INSERT INTO "facts" VALUES('3cdf2ceff3774fda99e48f3d050f7714',12,'OrderChanged',1795195849185957,'{"client_order_id":"7468bf42363c7f8db8a73c760e64ffce","state":"open","venue_order_id":"11","code":null,"message":null}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',0,'Opened',1795195848669795,'{"position_id":"f20465acc58f450284c46eae3d015a58","bot_id":"bot-1","signal_id":"over","symbol":"BTC/USDT","side":"long","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"100","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":null,"condition":null,"expiration":null,"dca_orders":[],"take_profit":[{"level":{"percentage":"2","price":null},"position_percentage":"50","trailing_distance":null},{"level":{"percentage":"4","price":null},"position_percentage":"50","trailing_distance":null}],"stop_loss":{"level":{"percentage":"3","price":null},"order_type":"STOP_LOSS_MARKET","limit":null,"cool_down_amount":0,"cool_down_time_frame":"second","cool_down_type":"timer","emergency":null,"protection_type":null,"trailing_percentage":null,"trailing_distance":null},"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-20T17:30:48.673841+00:00","accepted_price":"60000.00","send_until":"2026-11-20T17:31:48.669795+00:00"}}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',1,'EntryPlaced',1795195848759937,'{"anchor":"60000.00","base_amount":"0.001666"}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',2,'OrderIntended',1795195848759937,'{"order":{"client_order_id":"7468edeb21121f9ebab948f6e30b188e","purpose":"entry","leg":0,"side":"buy","order_type":"market","amount":"0.001666","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-20T17:30:48.759937+00:00","updated_at":"2026-11-20T17:30:48.759937+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',3,'Filled',1795195848802963,'{"client_order_id":"7468edeb21121f9ebab948f6e30b188e","trade_id":"2","venue_order_id":"1","price":"60030.02","amount":"0.001666","fee":"0.000001666000","fee_currency":"BTC","fee_in_base":"0.000001666000","fee_in_quote":"0.10001001332000","liquidation":false}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',4,'OrderChanged',1795195848818487,'{"client_order_id":"7468edeb21121f9ebab948f6e30b188e","state":"filled","venue_order_id":"1","code":null,"message":null}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',5,'StopArmed',1795195848818487,'{"price":"58229.12","why":"plan","limit":null,"emergency":null,"step":0}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',6,'TargetsPriced',1795195848818487,'{"prices":["61230.63","62431.23"]}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',7,'OrderIntended',1795195848818487,'{"order":{"client_order_id":"7468f0d41e39a982b74973976d4fbf41","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","amount":"0.000832","price":"61230.63","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-20T17:30:48.818487+00:00","updated_at":"2026-11-20T17:30:48.818487+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',8,'OrderIntended',1795195848818487,'{"order":{"client_order_id":"74684dca2b5997c8f737ae9669dd7cb2","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","amount":"0.000832","price":"62431.23","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-20T17:30:48.818487+00:00","updated_at":"2026-11-20T17:30:48.818487+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',9,'OrderChanged',1795195848865667,'{"client_order_id":"7468f0d41e39a982b74973976d4fbf41","state":"open","venue_order_id":"3","code":null,"message":null}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',10,'OrderChanged',1795195848880991,'{"client_order_id":"74684dca2b5997c8f737ae9669dd7cb2","state":"open","venue_order_id":"4","code":null,"message":null}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',11,'Filled',1795195848942680,'{"client_order_id":"7468f0d41e39a982b74973976d4fbf41","trade_id":"5","venue_order_id":"3","price":"61230.63","amount":"0.000832","fee":"0.050943884160","fee_currency":"USDT","fee_in_base":"0","fee_in_quote":"0.050943884160","liquidation":false}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',12,'OrderChanged',1795195848947543,'{"client_order_id":"7468f0d41e39a982b74973976d4fbf41","state":"filled","venue_order_id":"3","code":null,"message":null}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',13,'Filled',1795195848942680,'{"client_order_id":"74684dca2b5997c8f737ae9669dd7cb2","trade_id":"6","venue_order_id":"4","price":"62431.23","amount":"0.000832","fee":"0.051942783360","fee_currency":"USDT","fee_in_base":"0","fee_in_quote":"0.051942783360","liquidation":false}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',14,'OrderChanged',1795195848947969,'{"client_order_id":"74684dca2b5997c8f737ae9669dd7cb2","state":"filled","venue_order_id":"4","code":null,"message":null}');
INSERT INTO "facts" VALUES('f20465acc58f450284c46eae3d015a58',15,'Ended',1795195848947969,'{"status":"closed","reason":"take_profit","dust":"3.34000E-7","message":null}');
CREATE TABLE fills (
    seq INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    trade_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    client_order_id TEXT,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    bot_id TEXT NOT NULL,
    side TEXT NOT NULL,
    price TEXT NOT NULL,
    amount TEXT NOT NULL,
    cost TEXT NOT NULL,
    fee TEXT NOT NULL,
    fee_currency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    realized_profit TEXT NOT NULL,
    time INTEGER NOT NULL,
    UNIQUE (trade_id, symbol)
) STRICT;
INSERT INTO "fills" VALUES(1,'BTC/USDT','2','1','7468edeb21121f9ebab948f6e30b188e','f20465acc58f450284c46eae3d015a58','bot-1','buy','60030.02','0.001666','100.01001332','0.000001666000','BTC','entry','-0.10001001332000',1795195848802963);
INSERT INTO "fills" VALUES(2,'BTC/USDT','5','3','7468f0d41e39a982b74973976d4fbf41','f20465acc58f450284c46eae3d015a58','bot-1','sell','61230.63','0.000832','50.94388416','0.050943884160','USDT','take_profit','0.947963635840000000000000',1795195848942680);
INSERT INTO "fills" VALUES(3,'BTC/USDT','6','4','74684dca2b5997c8f737ae9669dd7cb2','f20465acc58f450284c46eae3d015a58','bot-1','sell','62431.23','0.000832','51.94278336','0.051942783360','USDT','take_profit','1.945863936640000000000000',1795195848942680);
INSERT INTO "fills" VALUES(4,'BTC/USDT','8','7','7468dc20edeafefa0f1afb77cc207c1a','3cdf2ceff3774fda99e48f3d050f7714','bot-1','buy','60030.02','0.003333','200.08005666','0.000003333000','BTC','entry','-0.20008005666000',1795195849164559);
CREATE TABLE links (
    link_id TEXT NOT NULL PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    bot_id TEXT NOT NULL,
    mode TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    ended_at INTEGER,
    revoked_at INTEGER
) STRICT;
INSERT INTO "links" VALUES('76e7ad2c65d013b8','a-link-of-the-first-release','3cdf2ceff3774fda99e48f3d050f7714','bot-1','close',1795195849209617,NULL,NULL,NULL);
CREATE TABLE orders (
    client_order_id TEXT NOT NULL PRIMARY KEY,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    symbol TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
INSERT INTO "orders" VALUES('7468edeb21121f9ebab948f6e30b188e','f20465acc58f450284c46eae3d015a58','BTC/USDT','filled','{"client_order_id":"7468edeb21121f9ebab948f6e30b188e","order_id":"1","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.001666","filled":"0.001666","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-20T17:30:48.759937+00:00"}');
INSERT INTO "orders" VALUES('7468f0d41e39a982b74973976d4fbf41','f20465acc58f450284c46eae3d015a58','BTC/USDT','filled','{"client_order_id":"7468f0d41e39a982b74973976d4fbf41","order_id":"3","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","price":"61230.63","trigger":null,"amount":"0.000832","filled":"0.000832","average_price":"61230.63","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-20T17:30:48.818487+00:00"}');
INSERT INTO "orders" VALUES('74684dca2b5997c8f737ae9669dd7cb2','f20465acc58f450284c46eae3d015a58','BTC/USDT','filled','{"client_order_id":"74684dca2b5997c8f737ae9669dd7cb2","order_id":"4","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","price":"62431.23","trigger":null,"amount":"0.000832","filled":"0.000832","average_price":"62431.23","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-20T17:30:48.818487+00:00"}');
INSERT INTO "orders" VALUES('7468dc20edeafefa0f1afb77cc207c1a','3cdf2ceff3774fda99e48f3d050f7714','BTC/USDT','filled','{"client_order_id":"7468dc20edeafefa0f1afb77cc207c1a","order_id":"7","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.003333","filled":"0.003333","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-20T17:30:49.150360+00:00"}');
INSERT INTO "orders" VALUES('746875ce55f110897bc47c8f0090eaff','3cdf2ceff3774fda99e48f3d050f7714','BTC/USDT','open','{"client_order_id":"746875ce55f110897bc47c8f0090eaff","order_id":"9","purpose":"dca","leg":0,"side":"buy","order_type":"limit","price":"59400","trigger":null,"amount":"0.003333","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-20T17:30:49.150360+00:00"}');
INSERT INTO "orders" VALUES('7468e0e31017f3448372fb8061639f74','3cdf2ceff3774fda99e48f3d050f7714','BTC/USDT','open','{"client_order_id":"7468e0e31017f3448372fb8061639f74","order_id":"10","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","price":"61230.63","trigger":null,"amount":"0.001664","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-20T17:30:49.166055+00:00"}');
INSERT INTO "orders" VALUES('7468bf42363c7f8db8a73c760e64ffce','3cdf2ceff3774fda99e48f3d050f7714','BTC/USDT','open','{"client_order_id":"7468bf42363c7f8db8a73c760e64ffce","order_id":"11","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","price":"62431.23","trigger":null,"amount":"0.001665","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-20T17:30:49.166055+00:00"}');
CREATE TABLE positions (
    seq INTEGER PRIMARY KEY,
    position_id TEXT NOT NULL UNIQUE,
    bot_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    signal_id TEXT,
    status TEXT NOT NULL,
    live INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    close_reason TEXT,
    realized_profit TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
INSERT INTO "positions" VALUES(1,'f20465acc58f450284c46eae3d015a58','bot-1','BTC/USDT','long','over','closed',0,1795195848669795,1795195848947969,'take_profit','2.793817559160000000000000','{"position_id":"f20465acc58f450284c46eae3d015a58","bot_id":"bot-1","symbol":"BTC/USDT","side":"long","status":"closed","size":"0","entry_price":"60030.02","mark_price":null,"invested":"0","realized_profit":"2.79381755916","unrealized_profit":"0","profit_percentage":"2.7963","fees":"0.20289668084","dust":"0.000000334","leverage":1,"signal_id":"over","opened_at":"2026-11-20T17:30:48.669795+00:00","closed_at":"2026-11-20T17:30:48.947969+00:00","close_reason":"take_profit","message":null,"take_profit":[{"price":"61230.63","position_percentage":"50","filled":"0.000832","done":true,"trailing":false},{"price":"62431.23","position_percentage":"50","filled":"0.000832","done":true,"trailing":false}],"stop_loss":{"stop_price":"58229.12","emergency_stop_price":null,"resting_stop_price":null,"protection_armed":false,"cool_down_until":null},"orders":[{"client_order_id":"7468edeb21121f9ebab948f6e30b188e","order_id":"1","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.001666","filled":"0.001666","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-20T17:30:48.759937+00:00"},{"client_order_id":"7468f0d41e39a982b74973976d4fbf41","order_id":"3","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","price":"61230.63","trigger":null,"amount":"0.000832","filled":"0.000832","average_price":"61230.63","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-20T17:30:48.818487+00:00"},{"client_order_id":"74684dca2b5997c8f737ae9669dd7cb2","order_id":"4","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","price":"62431.23","trigger":null,"amount":"0.000832","filled":"0.000832","average_price":"62431.23","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-20T17:30:48.818487+00:00"}],"receipt_id":"c3712a72d83c4431b89f695a1b27d56b"}');
INSERT INTO "positions" VALUES(2,'3cdf2ceff3774fda99e48f3d050f7714','bot-1','BTC/USDT','long','held','open',1,1795195849115314,NULL,NULL,'-0.20008005666000','{"position_id":"3cdf2ceff3774fda99e48f3d050f7714","bot_id":"bot-1","symbol":"BTC/USDT","side":"long","status":"open","size":"0.003329667","entry_price":"60030.02","mark_price":"60000","invested":"199.87997660334","realized_profit":"-0.20008005666","unrealized_profit":"-0.09995660334","profit_percentage":"-0.1501","fees":"0.20008005666","dust":"0","leverage":1,"signal_id":"held","opened_at":"2026-11-20T17:30:49.115314+00:00","closed_at":null,"close_reason":null,"message":null,"take_profit":[{"price":"61230.63","position_percentage":"50","filled":"0","done":false,"trailing":false},{"price":"62431.23","position_percentage":"50","filled":"0","done":false,"trailing":false}],"stop_loss":{"stop_price":"58229.12","emergency_stop_price":null,"resting_stop_price":null,"protection_armed":false,"cool_down_until":null},"orders":[{"client_order_id":"7468dc20edeafefa0f1afb77cc207c1a","order_id":"7","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.003333","filled":"0.003333","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-20T17:30:49.150360+00:00"},{"client_order_id":"746875ce55f110897bc47c8f0090eaff","order_id":"9","purpose":"dca","leg":0,"side":"buy","order_type":"limit","price":"59400","trigger":null,"amount":"0.003333","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-20T17:30:49.150360+00:00"},{"client_order_id":"7468e0e31017f3448372fb8061639f74","order_id":"10","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","price":"61230.63","trigger":null,"amount":"0.001664","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-20T17:30:49.166055+00:00"},{"client_order_id":"7468bf42363c7f8db8a73c760e64ffce","order_id":"11","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","price":"62431.23","trigger":null,"amount":"0.001665","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-20T17:30:49.166055+00:00"}],"receipt_id":"e5852da815824539866e6dbd6ae3c5b3"}');
CREATE TABLE signals (
    seq INTEGER PRIMARY KEY,
    receipt_id TEXT NOT NULL UNIQUE,
    bot_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    action TEXT,
    symbol TEXT,
    signal_id TEXT,
    status TEXT NOT NULL,
    code TEXT,
    message TEXT,
    payload TEXT NOT NULL,
    digest TEXT,
    position_ids TEXT NOT NULL,
    command TEXT,
    executed INTEGER NOT NULL,
    remote TEXT
, errors TEXT) STRICT;
INSERT INTO "signals" VALUES(1,'c3712a72d83c4431b89f695a1b27d56b','bot-1',1795195848669795,'open','BTC/USDT','over','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"BTC/USDT","side":"long","signal_id":"over","quote_amount":"100","take_profit":[{"price_percentage":"2","position_percentage":"50"},{"price_percentage":"4","position_percentage":"50"}],"stop_loss":{"stop_percentage":"3"}}','24c2e382f3a1810b72e02e66c2d41f6de151a83242272fefa1fc10927c3da002','["f20465acc58f450284c46eae3d015a58"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(2,'e5852da815824539866e6dbd6ae3c5b3','bot-1',1795195849115314,'open','BTC/USDT','held','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"BTC/USDT","side":"long","signal_id":"held","quote_amount":"200","dca_orders":[{"price_percentage":"1","quantity_percentage":"100"}],"take_profit":[{"price_percentage":"2","position_percentage":"50"},{"price_percentage":"4","position_percentage":"50"}],"stop_loss":{"stop_percentage":"3"}}','e2afa16dcd5665cd2560a3004e5ea7552fa233fa5e3bd09fc76ccfda9e852010','["3cdf2ceff3774fda99e48f3d050f7714"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(3,'9550f5729db8431c9c376a188274e2d7','bot-1',1795195849205870,'open','BTC/USDT','refused','refused','short_needs_balance','A short on spot sells BTC that the account has: 0.00166667 BTC is needed, 0.00000033 BTC is free.','{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"BTC/USDT","side":"short","signal_id":"refused"}',NULL,'[]',NULL,1,'127.0.0.1','[]');
CREATE TABLE slots (
    bot_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    PRIMARY KEY (bot_id, symbol, side)
) STRICT, WITHOUT ROWID;
INSERT INTO "slots" VALUES('bot-1','BTC/USDT','long');
CREATE TABLE stored_values (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE totals (
    bot_id TEXT NOT NULL PRIMARY KEY,
    closed INTEGER NOT NULL,
    wins INTEGER NOT NULL,
    realized TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "totals" VALUES('bot-1',1,1,'2.793817559160000000000000');
CREATE INDEX signals_time ON signals (received_at);
CREATE INDEX signals_bot_time ON signals (bot_id, received_at);
CREATE INDEX signals_unexecuted ON signals (seq) WHERE executed = 0;
CREATE INDEX positions_time ON positions (opened_at);
CREATE INDEX positions_bot_time ON positions (bot_id, opened_at);
CREATE INDEX positions_symbol_time ON positions (symbol, opened_at);
CREATE INDEX positions_live ON positions (opened_at) WHERE live = 1;
CREATE INDEX orders_position ON orders (position_id);
CREATE INDEX fills_time ON fills (time);
CREATE INDEX fills_bot_time ON fills (bot_id, time);
CREATE INDEX fills_symbol_time ON fills (symbol, time);
CREATE INDEX fills_position_time ON fills (position_id, time);
CREATE INDEX links_position ON links (position_id);
COMMIT;

BEGIN TRANSACTION;
CREATE TABLE books (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT
;
INSERT INTO "books" VALUES('paper_balance','USDT','{"total":"9999.590014649000"}');
INSERT INTO "books" VALUES('simulated_price','BTC/USDT:USDT','{"price":"60000.0","number":41,"hold":true,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','ETH/USDT:USDT','{"price":"3000.00","number":41,"hold":true,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','SOL/USDT:USDT','{"price":"150.00","number":41,"hold":true,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','XRP/USDT:USDT','{"price":"0.600043612972","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','DOGE/USDT:USDT','{"price":"0.150065100164","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','ADA/USDT:USDT','{"price":"0.450148770981","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','LTC/USDT:USDT','{"price":"80.082071772052","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','LINK/USDT:USDT','{"price":"13.995846320083","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','AVAX/USDT:USDT','{"price":"35.024884365801","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','BNB/USDT:USDT','{"price":"579.730037872822","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','DOT/USDT:USDT','{"price":"6.003596304687","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','BTC/USDC:USDC','{"price":"64972.993599334119","number":81,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('paper_counter','number','{"last":8}');
INSERT INTO "books" VALUES('paper_order','1','{"client_order_id":"7468daab0d9486c6f603ecad5b05f125","symbol":"BTC/USDT:USDT","side":"sell","order_type":"market","amount":"0.00153","price":null,"reduce_only":false,"position_side":null,"leverage":1,"margin_mode":"isolated","state":"filled","filled":"0.00153","locked":"0","lock_currency":"USDT","at":"2026-11-30T00:41:48.968618+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','2','{"client_order_id":"7468daab0d9486c6f603ecad5b05f125","venue_order_id":"1","symbol":"BTC/USDT:USDT","side":"sell","price":"64963.0","amount":"0.00153","fee":"0.099393390000","fee_currency":"USDT","at":"2026-11-30T00:41:48.968618+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_order','3','{"client_order_id":"74688fc7b9ade06675e6cbc4349f09fe","symbol":"BTC/USDT:USDT","side":"buy","order_type":"limit","amount":"0.00153","price":"63663.7","reduce_only":true,"position_side":null,"leverage":null,"margin_mode":null,"state":"cancelled","filled":"0","locked":"0","lock_currency":"USDT","at":"2026-11-30T00:42:11.179430+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_order','4','{"client_order_id":"7468cd96490f3dfa83a9522eafdfeb67","symbol":"BTC/USDT:USDT","side":"buy","order_type":"market","amount":"0.00153","price":null,"reduce_only":true,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.00153","locked":"0","lock_currency":"USDT","at":"2026-11-30T00:42:11.208441+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','5','{"client_order_id":"7468cd96490f3dfa83a9522eafdfeb67","venue_order_id":"4","symbol":"BTC/USDT:USDT","side":"buy","price":"65035.9","amount":"0.00153","fee":"0.099504927000","fee_currency":"USDT","at":"2026-11-30T00:42:11.208441+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_order','6','{"client_order_id":"74681e4b1d7648ecdec1099acf3ed2d2","symbol":"BTC/USDT:USDT","side":"sell","order_type":"market","amount":"0.00166","price":null,"reduce_only":false,"position_side":null,"leverage":1,"margin_mode":"isolated","state":"filled","filled":"0.00166","locked":"0","lock_currency":"USDT","at":"2026-11-30T00:42:13.842411+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','7','{"client_order_id":"74681e4b1d7648ecdec1099acf3ed2d2","venue_order_id":"6","symbol":"BTC/USDT:USDT","side":"sell","price":"59969.9","amount":"0.00166","fee":"0.099550034000","fee_currency":"USDT","at":"2026-11-30T00:42:13.842411+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_position','BTC/USDT:USDT','{"symbol":"BTC/USDT:USDT","hedge":false,"side":"short","size":"0.00166","cost":"99.550034","margin":"99.550034000000","leverage":1,"margin_mode":"isolated","funded_at":"2026-11-30T00:42:13.842411+00:00"}');
INSERT INTO "books" VALUES('paper_order','8','{"client_order_id":"7468684d7020a8ce82c6a063adf3b173","symbol":"BTC/USDT:USDT","side":"buy","order_type":"limit","amount":"0.00166","price":"58770.5","reduce_only":true,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"0","lock_currency":"USDT","at":"2026-11-30T00:42:13.901775+00:00","code":null,"message":null}');
CREATE TABLE bots (
    bot_id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    reason TEXT,
    changed_at INTEGER NOT NULL,
    stats TEXT NOT NULL,
    removed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "bots" VALUES('01M8MYCPDAC35JFYD2XS0784AG','running',NULL,1795999291819207,'{"consecutive_losses":1,"last_entries":{"BTC/USDT:USDT":"2026-11-30T00:42:13.687958+00:00"},"last_signal_at":"2026-11-30T00:42:11.139490+00:00"}',0);
CREATE TABLE claims (
    bot_id TEXT NOT NULL,
    signal_id TEXT NOT NULL,
    receipt_id TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    symbol TEXT,
    PRIMARY KEY (bot_id, signal_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "claims" VALUES('01M8MYCPDAC35JFYD2XS0784AG','futures-held','89f0d452d0224e71aad764f6bf2b9143',1795999308832893,'open','BTC/USDT:USDT');
INSERT INTO "claims" VALUES('01M8MYCPDAC35JFYD2XS0784AG','futures-held-2','39039541254c4dbbafa5c888e7d34ef4',1795999333687958,'open','BTC/USDT:USDT');
CREATE TABLE facts (
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (position_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',0,'Opened',1795999308832893,'{"position_id":"50d354d6d46944ad9e6fb3de1fef5622","bot_id":"01M8MYCPDAC35JFYD2XS0784AG","signal_id":"futures-held","symbol":"BTC/USDT:USDT","side":"short","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"100","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":"isolated","condition":null,"expiration":null,"dca_orders":[],"take_profit":[{"level":{"percentage":"2","price":null},"position_percentage":"100","trailing_distance":null}],"stop_loss":{"level":{"percentage":"3","price":null},"order_type":"STOP_LOSS_MARKET","limit":null,"cool_down_amount":0,"cool_down_time_frame":"second","cool_down_type":"timer","emergency":null,"protection_type":null,"trailing_percentage":null,"trailing_distance":null},"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-30T00:41:48.867468+00:00","accepted_price":"64998.7","send_until":"2026-11-30T00:42:48.832893+00:00"}}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',1,'EntryPlaced',1795999308905982,'{"anchor":"64998.7","base_amount":"0.00153"}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',2,'OrderIntended',1795999308905982,'{"order":{"client_order_id":"7468daab0d9486c6f603ecad5b05f125","purpose":"entry","leg":0,"side":"sell","order_type":"market","amount":"0.00153","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-30T00:41:48.905982+00:00","updated_at":"2026-11-30T00:41:48.905982+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',3,'Filled',1795999308968618,'{"client_order_id":"7468daab0d9486c6f603ecad5b05f125","trade_id":"2","venue_order_id":"1","price":"64963.0","amount":"0.00153","fee":"0.099393390000","fee_currency":"USDT","fee_in_base":"0","fee_in_quote":"0.099393390000","liquidation":false}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',4,'OrderChanged',1795999308984374,'{"client_order_id":"7468daab0d9486c6f603ecad5b05f125","state":"filled","venue_order_id":"1","code":null,"message":null}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',5,'StopArmed',1795999308984374,'{"price":"66911.8","why":"plan","limit":null,"emergency":null,"step":0}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',6,'TargetsPriced',1795999308984374,'{"prices":["63663.7"]}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',7,'OrderIntended',1795999308984374,'{"order":{"client_order_id":"74688fc7b9ade06675e6cbc4349f09fe","purpose":"take_profit","leg":0,"side":"buy","order_type":"limit","amount":"0.00153","price":"63663.7","trigger":null,"reduce_only":true,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-30T00:41:48.984374+00:00","updated_at":"2026-11-30T00:41:48.984374+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',8,'OrderChanged',1795999308997365,'{"client_order_id":"74688fc7b9ade06675e6cbc4349f09fe","state":"open","venue_order_id":"3","code":null,"message":null}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',9,'CloseRequested',1795999331172028,'{"reason":"signal","order_type":"market","price":null}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',10,'CancelIntended',1795999331172028,'{"client_order_id":"74688fc7b9ade06675e6cbc4349f09fe"}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',11,'OrderChanged',1795999331185408,'{"client_order_id":"74688fc7b9ade06675e6cbc4349f09fe","state":"cancelled","venue_order_id":"3","code":null,"message":null}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',12,'OrderIntended',1795999331185408,'{"order":{"client_order_id":"7468cd96490f3dfa83a9522eafdfeb67","purpose":"close","leg":0,"side":"buy","order_type":"market","amount":"0.00153","price":null,"trigger":null,"reduce_only":true,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-30T00:42:11.185408+00:00","updated_at":"2026-11-30T00:42:11.185408+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',13,'Filled',1795999331208441,'{"client_order_id":"7468cd96490f3dfa83a9522eafdfeb67","trade_id":"5","venue_order_id":"4","price":"65035.9","amount":"0.00153","fee":"0.099504927000","fee_currency":"USDT","fee_in_base":"0","fee_in_quote":"0.099504927000","liquidation":false}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',14,'OrderChanged',1795999331218485,'{"client_order_id":"7468cd96490f3dfa83a9522eafdfeb67","state":"filled","venue_order_id":"4","code":null,"message":null}');
INSERT INTO "facts" VALUES('50d354d6d46944ad9e6fb3de1fef5622',15,'Ended',1795999331218485,'{"status":"closed","reason":"signal","dust":"0.00000","message":null}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',0,'Opened',1795999333687958,'{"position_id":"e50c8a95773042219b3dfdd4efa85c55","bot_id":"01M8MYCPDAC35JFYD2XS0784AG","signal_id":"futures-held-2","symbol":"BTC/USDT:USDT","side":"short","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"100","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":"isolated","condition":null,"expiration":null,"dca_orders":[],"take_profit":[{"level":{"percentage":"2","price":null},"position_percentage":"100","trailing_distance":null}],"stop_loss":{"level":{"percentage":"3","price":null},"order_type":"STOP_LOSS_MARKET","limit":null,"cool_down_amount":0,"cool_down_time_frame":"second","cool_down_type":"timer","emergency":null,"protection_type":null,"trailing_percentage":null,"trailing_distance":null},"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-30T00:42:13.724717+00:00","accepted_price":"60000.0","send_until":"2026-11-30T00:43:13.687958+00:00"}}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',1,'EntryPlaced',1795999333761638,'{"anchor":"60000.0","base_amount":"0.00166"}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',2,'OrderIntended',1795999333761638,'{"order":{"client_order_id":"74681e4b1d7648ecdec1099acf3ed2d2","purpose":"entry","leg":0,"side":"sell","order_type":"market","amount":"0.00166","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-30T00:42:13.761638+00:00","updated_at":"2026-11-30T00:42:13.761638+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',3,'Filled',1795999333842411,'{"client_order_id":"74681e4b1d7648ecdec1099acf3ed2d2","trade_id":"7","venue_order_id":"6","price":"59969.9","amount":"0.00166","fee":"0.099550034000","fee_currency":"USDT","fee_in_base":"0","fee_in_quote":"0.099550034000","liquidation":false}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',4,'OrderChanged',1795999333857450,'{"client_order_id":"74681e4b1d7648ecdec1099acf3ed2d2","state":"filled","venue_order_id":"6","code":null,"message":null}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',5,'StopArmed',1795999333857450,'{"price":"61768.9","why":"plan","limit":null,"emergency":null,"step":0}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',6,'TargetsPriced',1795999333857450,'{"prices":["58770.5"]}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',7,'OrderIntended',1795999333857450,'{"order":{"client_order_id":"7468684d7020a8ce82c6a063adf3b173","purpose":"take_profit","leg":0,"side":"buy","order_type":"limit","amount":"0.00166","price":"58770.5","trigger":null,"reduce_only":true,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-30T00:42:13.857450+00:00","updated_at":"2026-11-30T00:42:13.857450+00:00","code":null,"message":null}}');
INSERT INTO "facts" VALUES('e50c8a95773042219b3dfdd4efa85c55',8,'OrderChanged',1795999333929341,'{"client_order_id":"7468684d7020a8ce82c6a063adf3b173","state":"open","venue_order_id":"8","code":null,"message":null}');
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
INSERT INTO "fills" VALUES(1,'BTC/USDT:USDT','2','1','7468daab0d9486c6f603ecad5b05f125','50d354d6d46944ad9e6fb3de1fef5622','01M8MYCPDAC35JFYD2XS0784AG','sell','64963.0','0.00153','99.393390','0.099393390000','USDT','entry','-0.099393390000',1795999308968618);
INSERT INTO "fills" VALUES(2,'BTC/USDT:USDT','5','4','7468cd96490f3dfa83a9522eafdfeb67','50d354d6d46944ad9e6fb3de1fef5622','01M8MYCPDAC35JFYD2XS0784AG','buy','65035.9','0.00153','99.504927','0.099504927000','USDT','close','-0.211041927000',1795999331208441);
INSERT INTO "fills" VALUES(3,'BTC/USDT:USDT','7','6','74681e4b1d7648ecdec1099acf3ed2d2','e50c8a95773042219b3dfdd4efa85c55','01M8MYCPDAC35JFYD2XS0784AG','sell','59969.9','0.00166','99.550034','0.099550034000','USDT','entry','-0.099550034000',1795999333842411);
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
CREATE TABLE orders (
    client_order_id TEXT NOT NULL PRIMARY KEY,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    symbol TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
INSERT INTO "orders" VALUES('7468daab0d9486c6f603ecad5b05f125','50d354d6d46944ad9e6fb3de1fef5622','BTC/USDT:USDT','filled','{"client_order_id":"7468daab0d9486c6f603ecad5b05f125","order_id":"1","purpose":"entry","leg":0,"side":"sell","order_type":"market","price":null,"trigger":null,"amount":"0.00153","filled":"0.00153","average_price":"64963","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-30T00:41:48.905982+00:00"}');
INSERT INTO "orders" VALUES('74688fc7b9ade06675e6cbc4349f09fe','50d354d6d46944ad9e6fb3de1fef5622','BTC/USDT:USDT','cancelled','{"client_order_id":"74688fc7b9ade06675e6cbc4349f09fe","order_id":"3","purpose":"take_profit","leg":0,"side":"buy","order_type":"limit","price":"63663.7","trigger":null,"amount":"0.00153","filled":"0","average_price":null,"reduce_only":true,"status":"cancelled","code":null,"message":null,"created_at":"2026-11-30T00:41:48.984374+00:00"}');
INSERT INTO "orders" VALUES('7468cd96490f3dfa83a9522eafdfeb67','50d354d6d46944ad9e6fb3de1fef5622','BTC/USDT:USDT','filled','{"client_order_id":"7468cd96490f3dfa83a9522eafdfeb67","order_id":"4","purpose":"close","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.00153","filled":"0.00153","average_price":"65035.9","reduce_only":true,"status":"filled","code":null,"message":null,"created_at":"2026-11-30T00:42:11.185408+00:00"}');
INSERT INTO "orders" VALUES('74681e4b1d7648ecdec1099acf3ed2d2','e50c8a95773042219b3dfdd4efa85c55','BTC/USDT:USDT','filled','{"client_order_id":"74681e4b1d7648ecdec1099acf3ed2d2","order_id":"6","purpose":"entry","leg":0,"side":"sell","order_type":"market","price":null,"trigger":null,"amount":"0.00166","filled":"0.00166","average_price":"59969.9","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-30T00:42:13.761638+00:00"}');
INSERT INTO "orders" VALUES('7468684d7020a8ce82c6a063adf3b173','e50c8a95773042219b3dfdd4efa85c55','BTC/USDT:USDT','open','{"client_order_id":"7468684d7020a8ce82c6a063adf3b173","order_id":"8","purpose":"take_profit","leg":0,"side":"buy","order_type":"limit","price":"58770.5","trigger":null,"amount":"0.00166","filled":"0","average_price":null,"reduce_only":true,"status":"open","code":null,"message":null,"created_at":"2026-11-30T00:42:13.857450+00:00"}');
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
INSERT INTO "positions" VALUES(1,'50d354d6d46944ad9e6fb3de1fef5622','01M8MYCPDAC35JFYD2XS0784AG','BTC/USDT:USDT','short','futures-held','closed',0,1795999308832893,1795999331218485,'signal','-0.310435317000','{"position_id":"50d354d6d46944ad9e6fb3de1fef5622","bot_id":"01M8MYCPDAC35JFYD2XS0784AG","symbol":"BTC/USDT:USDT","side":"short","status":"closed","size":"0","entry_price":"64963","mark_price":null,"invested":"0","realized_profit":"-0.310435317","unrealized_profit":"0","profit_percentage":"-0.3123","fees":"0.198898317","dust":"0","leverage":1,"signal_id":"futures-held","opened_at":"2026-11-30T00:41:48.832893+00:00","closed_at":"2026-11-30T00:42:11.218485+00:00","close_reason":"signal","message":null,"take_profit":[{"price":"63663.7","position_percentage":"100","filled":"0","done":false,"trailing":false}],"stop_loss":{"stop_price":"66911.8","emergency_stop_price":null,"resting_stop_price":null,"protection_armed":false,"cool_down_until":null},"orders":[{"client_order_id":"7468daab0d9486c6f603ecad5b05f125","order_id":"1","purpose":"entry","leg":0,"side":"sell","order_type":"market","price":null,"trigger":null,"amount":"0.00153","filled":"0.00153","average_price":"64963","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-30T00:41:48.905982+00:00"},{"client_order_id":"74688fc7b9ade06675e6cbc4349f09fe","order_id":"3","purpose":"take_profit","leg":0,"side":"buy","order_type":"limit","price":"63663.7","trigger":null,"amount":"0.00153","filled":"0","average_price":null,"reduce_only":true,"status":"cancelled","code":null,"message":null,"created_at":"2026-11-30T00:41:48.984374+00:00"},{"client_order_id":"7468cd96490f3dfa83a9522eafdfeb67","order_id":"4","purpose":"close","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.00153","filled":"0.00153","average_price":"65035.9","reduce_only":true,"status":"filled","code":null,"message":null,"created_at":"2026-11-30T00:42:11.185408+00:00"}],"receipt_id":"89f0d452d0224e71aad764f6bf2b9143"}');
INSERT INTO "positions" VALUES(2,'e50c8a95773042219b3dfdd4efa85c55','01M8MYCPDAC35JFYD2XS0784AG','BTC/USDT:USDT','short','futures-held-2','open',1,1795999333687958,NULL,NULL,'-0.099550034000','{"position_id":"e50c8a95773042219b3dfdd4efa85c55","bot_id":"01M8MYCPDAC35JFYD2XS0784AG","symbol":"BTC/USDT:USDT","side":"short","status":"open","size":"0.00166","entry_price":"59969.9","mark_price":"60000","invested":"99.550034","realized_profit":"-0.099550034","unrealized_profit":"-0.049966","profit_percentage":"-0.1502","fees":"0.099550034","dust":"0","leverage":1,"signal_id":"futures-held-2","opened_at":"2026-11-30T00:42:13.687958+00:00","closed_at":null,"close_reason":null,"message":null,"take_profit":[{"price":"58770.5","position_percentage":"100","filled":"0","done":false,"trailing":false}],"stop_loss":{"stop_price":"61768.9","emergency_stop_price":null,"resting_stop_price":null,"protection_armed":false,"cool_down_until":null},"orders":[{"client_order_id":"74681e4b1d7648ecdec1099acf3ed2d2","order_id":"6","purpose":"entry","leg":0,"side":"sell","order_type":"market","price":null,"trigger":null,"amount":"0.00166","filled":"0.00166","average_price":"59969.9","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-30T00:42:13.761638+00:00"},{"client_order_id":"7468684d7020a8ce82c6a063adf3b173","order_id":"8","purpose":"take_profit","leg":0,"side":"buy","order_type":"limit","price":"58770.5","trigger":null,"amount":"0.00166","filled":"0","average_price":null,"reduce_only":true,"status":"open","code":null,"message":null,"created_at":"2026-11-30T00:42:13.857450+00:00"}],"receipt_id":"39039541254c4dbbafa5c888e7d34ef4"}');
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
INSERT INTO "signals" VALUES(1,'89f0d452d0224e71aad764f6bf2b9143','01M8MYCPDAC35JFYD2XS0784AG',1795999308832893,'open','BTC/USDT:USDT','futures-held','accepted',NULL,NULL,'{"api_key":"***16ff","api_secret":"***","exchange":"SIM","action":"open","symbol":"BTC/USDT","side":"short","signal_id":"futures-held","take_profit":[{"price_percentage":"2","position_percentage":"100"}],"stop_loss":{"stop_percentage":"3"}}','fc8560c19e77f633a0e113b31ee4c9af28d696fa009b207c3a549aab10d55470','["50d354d6d46944ad9e6fb3de1fef5622"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(2,'9782098ed4b64d15bfa1b1c1c9e7bf7b','01M8MYCPDAC35JFYD2XS0784AG',1795999331139490,'close','BTC/USDT:USDT','g-5a5547e2-c9b0-494c-bca8-2a70e2cc705a','accepted',NULL,NULL,'{"api_key":"***16ff","api_secret":"***","exchange":"SIM","action":"close","symbol":"BTC/USDT","side":"short"}',NULL,'["50d354d6d46944ad9e6fb3de1fef5622"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(3,'39039541254c4dbbafa5c888e7d34ef4','01M8MYCPDAC35JFYD2XS0784AG',1795999333687958,'open','BTC/USDT:USDT','futures-held-2','accepted',NULL,NULL,'{"api_key":"***16ff","api_secret":"***","exchange":"SIM","action":"open","symbol":"BTC/USDT","side":"short","signal_id":"futures-held-2","take_profit":[{"price_percentage":"2","position_percentage":"100"}],"stop_loss":{"stop_percentage":"3"}}','b9248f769900147749702bdcb4bd9d0be999d9eaf21c25e8e131ed5984daacef','["e50c8a95773042219b3dfdd4efa85c55"]',NULL,1,'127.0.0.1',NULL);
CREATE TABLE slots (
    bot_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    PRIMARY KEY (bot_id, symbol, side)
) STRICT, WITHOUT ROWID;
INSERT INTO "slots" VALUES('01M8MYCPDAC35JFYD2XS0784AG','BTC/USDT:USDT','short');
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
INSERT INTO "totals" VALUES('01M8MYCPDAC35JFYD2XS0784AG',1,0,'-0.310435317000');
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
PRAGMA user_version = 2;
PRAGMA application_id = 1414677576;

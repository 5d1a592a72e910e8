import{S as e,_ as t,c as n,d as r,g as i,h as a,m as o,n as s,o as c,p as l,t as u,y as d}from"./decorate.js";import{n as f}from"./actions.js";var p=[`time`,`account_name`,`bot_name`,`symbol`,`side`,`purpose`,`price`,`amount`,`cost`,`fee`,`fee_currency`,`position_id`,`trade_id`];function m(e){let t=e.map(e=>p.map(t=>h(e[t])).join(`,`));return`${[p.join(`,`),...t].join(`\r
`)}\r\n`}function h(e){let t=e??``,n=/^[=+\-@\t\r]/.test(t)&&Number.isNaN(Number(t))?`'${t}`:t;return/[",\r\n]/.test(n)?`"${n.replaceAll(`"`,`""`)}"`:n}var g=100,_=1e3,v=class extends i{constructor(...e){super(...e),this.accounts=[],this.chosen=``,this.more=!1,this.busy=!1,this.error=``,this.seen=``}get account(){let e=this.accounts.filter(e=>e.loaded);return e.find(e=>e.account===this.chosen)??e[0]}willUpdate(e){let t=`${this.account?.account} ${this.account?.realized_profit} ${this.account?.invested}`;this.account&&t!==this.seen&&(this.seen=t,this.load())}async load(){let{account:e,seen:t}=this;if(e)try{let n=await this.ctx.api.trades(e.account,void 0,g);if(t!==this.seen)return;this.fills=n,this.more=n.length===g,this.error=``}catch(e){this.error=n(e)}}render(){let{t:e,format:n}=this.ctx,{fills:i}=this;return this.error?d`<p class="card empty error" role="alert">${this.error}</p>`:this.account?i?d`<div class="tools">
        <label>
          <span class="sr">${e(`trades.account`)}</span>
          <select class="field" @change=${this.choose}>
            ${this.accounts.filter(e=>e.loaded).map(e=>d`<option value=${e.account} ?selected=${e===this.account}>${e.name}</option>`)}
          </select>
        </label>
        <button class="button outlined" ?disabled=${this.busy||!i.length} @click=${this.export}>
          ${this.busy?e(`common.working`):e(`trades.export`)}
        </button>
      </div>
      ${i.length?d`<ul class="card">
            ${i.map(t=>d`<li>
                <span>
                  <a href=${`/tradehook${this.path(t)}`} @click=${e=>this.show(e,t)}>${r(t.symbol)}</a>
                  <span class="chip ${t.side===`buy`?`profit`:`loss`}">${e(`side.${t.side}`)}</span>
                  ${c(e,`purpose`,t.purpose)}
                  <span class="soft small">${n.time(t.time)} · ${t.bot_name??e(`positions.removed_bot`)}</span>
                </span>
                <span class="number end">
                  ${n.number(t.amount)} @ ${n.price(t.price,t.price_tick??null)}
                  <span class="soft small">${e(`position.fee`,{fee:`${n.number(t.fee)} ${t.fee_currency}`})}</span>
                </span>
              </li>`)}
          </ul>`:d`<div class="card empty">
            <h2>${e(`trades.none`)}</h2>
            <p class="soft">${e(`trades.none_next`)}</p>
          </div>`}
      ${this.more?d`<p class="empty"><button class="button outlined" @click=${this.loadMore}>${e(`trades.more`)}</button></p>`:t}`:d`<p class="empty soft" role="status">${e(`common.loading`)}</p>`:d`<p class="card empty soft">${e(`overview.none`)}</p>`}path(e){return f({account:e.account??``,position_id:e.position_id})}show(e,t){e.preventDefault(),this.ctx.go(this.path(t))}choose(e){this.chosen=e.target.value,this.fills=void 0}async loadMore(){let{account:e,fills:t=[]}=this,r=t.at(-1);if(e&&r)try{let n=await this.following(e.account,r,g);this.fills=[...t,...n],this.more=n.length===g}catch(e){this.error=n(e)}}async following(e,t,n){let{api:r}=this.ctx;try{return await r.trades(e,t?.trade_id,n)}catch(i){if(!t)throw i;return r.trades(e,t.time,n)}}async export(){let{account:e}=this;if(e){this.busy=!0;try{let t=[],n;do n=await this.following(e.account,t.at(-1),_),t.push(...n);while(n.length===_);let r=document.createElement(`a`);r.href=URL.createObjectURL(new Blob([m(t)],{type:`text/csv`})),r.download=`tradehook-trades-${new Date().toISOString().slice(0,10)}.csv`,r.click(),URL.revokeObjectURL(r.href)}catch(e){this.error=n(e)}finally{this.busy=!1}}}static{this.styles=[s,e`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        margin-bottom: 16px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0 16px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 12px 0;
      }
      li + li {
        border-top: 1px solid var(--th-line);
      }
      a {
        color: inherit;
        font-weight: 500;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
      .end {
        text-align: end;
      }
    `]}};u([o({attribute:!1})],v.prototype,`ctx`,void 0),u([o({attribute:!1})],v.prototype,`accounts`,void 0),u([l()],v.prototype,`chosen`,void 0),u([l()],v.prototype,`fills`,void 0),u([l()],v.prototype,`more`,void 0),u([l()],v.prototype,`busy`,void 0),u([l()],v.prototype,`error`,void 0),v=u([a(`tradehook-trades`)],v);export{v as TradesView};